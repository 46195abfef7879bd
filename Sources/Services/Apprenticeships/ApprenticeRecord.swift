public import Domain

/// An apprentice on a standard, as the files have it.
public struct ApprenticeRecord: Sendable, Codable, Hashable {
    /// The code of the employer.
    public var organisation: String
    /// The reference of the person.
    public var apprenticeRef: String
    /// Given name.
    public var givenName: String
    /// Family name.
    public var familyName: String
    /// The reference of the standard.
    public var standardRef: String
    /// The role, as a code.
    public var role: String
    /// True for somebody who was employed here before the start.
    public var wasEmployee: Bool
    /// True for somebody who works in a maintained school.
    public var maintainedSchool: Bool
    /// True for a care leaver and for somebody with an education, health and care plan, whom funding pays for longer.
    public var ageException: Bool
    /// Date of birth, on which the funding of some levels depends.
    @ExplicitNull public var dateOfBirth: CalendarDate?
    /// The reference that the person had at another employer of the partnership, where the training was begun.
    @ExplicitNull public var transferredFrom: String?
    /// The training provider.
    @ExplicitNull public var provider: String?
    /// Who looks after the apprentice at work.
    @ExplicitNull public var mentor: String?
    /// The day training is to begin.
    @ExplicitNull public var plannedStartOn: CalendarDate?
    /// The day training is to end, before any break.
    @ExplicitNull public var plannedEndOn: CalendarDate?
    /// What training and assessment cost, in pence.
    @ExplicitNull public var pricePence: Int?
    /// Hours of training off the job that were agreed, where prior learning makes them fewer than the standard's.
    @ExplicitNull public var agreedHours: Int?
    /// Why fewer hours are agreed than the standard's minimum, such as the prior learning that was shown.
    @ExplicitNull public var hoursReason: String?
    /// What the wage rests on, such as `apprentice_minimum` or `job_evaluated`.
    @ExplicitNull public var wageScheme: String?

    /// What is wrong with the length of the training under the rule of the day on which it begins; nil where nothing is,
    /// where a day is not known, or no rule was in force.
    ///
    /// Prior learning makes fewer hours of it, not a shorter training (domain notes §3, S80), so nothing overrides this.
    ///
    /// - Parameter start: the day on which it began, or is to begin.
    private func lengthFault(from start: CalendarDate?, _ reference: ReferenceData) -> String? {
        // Who goes on at another employer has a part of it behind them.
        guard transferredFrom == nil, let start, let end = plannedEndOn,
            let rule = try? reference.rules.rule("apprenticeship.minimum_length", on: start),
            let months = Int(rule.value)
        else { return nil }
        let least = start.lastDay(ofMonths: months)
        if end >= least { return nil }
        return
            "Training that begins on \(start) takes at least \(months) months (rule \(rule.key) of \(rule.effectiveFrom)), so it cannot end on \(end), before \(least); prior learning makes the hours fewer, not the training shorter."
    }

    /// What is wrong with a start on a day, seen from the planned end; nil where nothing is.
    func startDayFault(_ start: CalendarDate, _ reference: ReferenceData) -> String? {
        let reason =
            if let end = plannedEndOn, start > end {
                "The training of \(apprenticeRef) is planned to end on \(end), so it cannot start on \(start)."
            } else {
                lengthFault(from: start, reference)
            }
        return reason.map {
            "\($0) Move the planned end with berth apprentice change or berth import apprentices first."
        }
    }

    /// What is wrong with the planned days, also for a training that has begun; nil where nothing is.
    ///
    /// - Parameter started: the day on which it began; nil before.
    func plannedLengthFault(started: CalendarDate?, _ reference: ReferenceData) -> String? {
        if let fault = lengthFault(from: plannedStartOn, reference) { return fault }
        if let started, let end = plannedEndOn, end < started {
            return "\(apprenticeRef) started on \(started), so the training cannot end on \(end)."
        }
        return lengthFault(from: started, reference)
    }

    /// What is wrong with the agreed hours; nil where nothing is.
    ///
    /// The minimum of a standard is published, and prior learning may make the hours fewer with evidence (domain notes §3,
    /// S80).
    func hoursFault(_ standard: StandardRow?) -> String? {
        let isReasoned = hoursReason?.contains { !$0.isWhitespace } ?? false
        guard let agreedHours else {
            return isReasoned ? "A reason for fewer hours needs the agreed hours too." : nil
        }
        guard !isReasoned, let standard = standard?.record, let least = standard.minimumHours,
            agreedHours < least
        else { return nil }
        return
            "\(agreedHours) hours off the job are fewer than the minimum of \(least) of \(standard.standardRef), version \(standard.version); agree to more, or say with --hours-reason (in a file hours_reason) which prior learning makes them fewer."
    }

    /// What is wrong with the planned days; nil where nothing is. No bank holiday matters to them, so they may lie after the
    /// last year that is known; ten years is longer than any standard takes.
    var plannedDaysFault: String? {
        guard let plannedStartOn, let plannedEndOn, plannedEndOn > plannedStartOn.adding(months: 120) else {
            return nil
        }
        return "The planned end \(plannedEndOn) is more than ten years after the start; check the year."
    }

    /// Puts a record together.
    public init(
        organisation: String, apprenticeRef: String, givenName: String, familyName: String,
        standardRef: String, role: String, wasEmployee: Bool, maintainedSchool: Bool = false,
        provider: String? = nil, mentor: String? = nil, plannedStartOn: CalendarDate? = nil,
        plannedEndOn: CalendarDate? = nil, pricePence: Int? = nil, agreedHours: Int? = nil,
        hoursReason: String? = nil, wageScheme: String? = nil, dateOfBirth: CalendarDate? = nil,
        ageException: Bool = false,
        transferredFrom: String? = nil
    ) {
        self.organisation = organisation
        self.apprenticeRef = apprenticeRef
        self.givenName = givenName
        self.familyName = familyName
        self.standardRef = standardRef
        self.role = role
        self.wasEmployee = wasEmployee
        self.maintainedSchool = maintainedSchool
        self.ageException = ageException
        _dateOfBirth = ExplicitNull(wrappedValue: dateOfBirth)
        _transferredFrom = ExplicitNull(wrappedValue: transferredFrom)
        _provider = ExplicitNull(wrappedValue: provider)
        _mentor = ExplicitNull(wrappedValue: mentor)
        _plannedStartOn = ExplicitNull(wrappedValue: plannedStartOn)
        _plannedEndOn = ExplicitNull(wrappedValue: plannedEndOn)
        _pricePence = ExplicitNull(wrappedValue: pricePence)
        _agreedHours = ExplicitNull(wrappedValue: agreedHours)
        _hoursReason = ExplicitNull(wrappedValue: hoursReason)
        _wageScheme = ExplicitNull(wrappedValue: wageScheme)
    }

    /// Whether two versions plan the training for the same days.
    func hasTheDaysOf(_ other: ApprenticeRecord) -> Bool {
        (plannedStartOn, plannedEndOn) == (other.plannedStartOn, other.plannedEndOn)
    }

    /// Whether two versions say the same of the hours and of the day that chooses the version of the standard.
    func hasTheHoursOf(_ other: ApprenticeRecord) -> Bool {
        (agreedHours, hoursReason, plannedStartOn)
            == (other.agreedHours, other.hoursReason, other.plannedStartOn)
    }

    /// Whether two versions say the same of what employer and provider agree to.
    func hasTheTermsOf(_ other: ApprenticeRecord) -> Bool {
        (provider, plannedStartOn, plannedEndOn, pricePence, agreedHours)
            == (other.provider, other.plannedStartOn, other.plannedEndOn, other.pricePence, other.agreedHours)
    }
}
