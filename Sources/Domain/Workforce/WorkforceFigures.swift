/// The figures that the statutory rates of a workforce are made of, all in full-time equivalents; nil where unknown.
///
/// The formulae are those of the children's social work workforce statistics of England: reproduced from the published
/// figures of 2021, 2023 and 2025 to every printed decimal.
public struct WorkforceFigures: Sendable, Hashable {
    /// Employees in post.
    public var inPost: FTE?
    /// What of the establishment nobody is employed for.
    public var vacancies: FTE?
    /// Agency workers.
    public var agency: FTE?
    /// Agency workers who make up for vacancies.
    public var agencyCovering: FTE?
    /// Who left in the twelve months up to the day.
    public var leavers: FTE?
    /// Of a part: those of them who went on in another post of the organisation; nil of the whole.
    public var moved: FTE?
    /// Cases held; a whole number.
    public var cases: FTE?
    /// Who holds them.
    public var caseHolders: FTE?
    /// Working days lost to absence in the twelve months.
    public var daysLost: FTE?
    /// Those of the employees in post whose absence is recorded; nil where it is of all.
    public var daysLostOf: FTE?
    /// Of whom cases were counted; nil for figures that somebody else has made.
    public var caseCount: CountedPeople?
    /// Of which employees days lost were counted; nil for figures that somebody else has made.
    public var absenceCount: CountedPeople?

    /// Makes figures.
    public init(
        inPost: FTE? = nil, vacancies: FTE? = nil, agency: FTE? = nil, agencyCovering: FTE? = nil,
        leavers: FTE? = nil, moved: FTE? = nil, cases: FTE? = nil, caseHolders: FTE? = nil,
        daysLost: FTE? = nil, daysLostOf: FTE? = nil, caseCount: CountedPeople? = nil,
        absenceCount: CountedPeople? = nil
    ) {
        self.inPost = inPost
        self.vacancies = vacancies
        self.agency = agency
        self.agencyCovering = agencyCovering
        self.leavers = leavers
        self.moved = moved
        self.cases = cases
        self.caseHolders = caseHolders
        self.daysLost = daysLost
        self.daysLostOf = daysLostOf
        self.caseCount = caseCount
        self.absenceCount = absenceCount
    }

    /// The rates.
    ///
    /// - Parameter workingDays: working days of a year, as the absence rate reckons with; 253 in the statutory return;
    ///   nil where no rule says how many.
    public func measures(workingDays: Int?) -> [WorkforceMeasure] {
        [
            WorkforceMeasure(
                .vacancyRate, .fte, vacancies, of: Self.sum(vacancies, inPost),
                "vacancies ÷ (vacancies + in post)"),
            WorkforceMeasure(
                .turnoverRate, .fte, leavers, of: inPost,
                "leavers in the twelve months\(Self.parts(of: leavers, moved: moved)) ÷ in post at the date"),
            WorkforceMeasure(
                .agencyRate, .fte, agency, of: Self.sum(agency, inPost), "agency ÷ (agency + in post)"),
            WorkforceMeasure(
                .vacanciesCoveredRate, .fte, agencyCovering, of: vacancies,
                "agency covering vacancies ÷ vacancies"),
            WorkforceMeasure(
                .agencyCoverRate, .fte, agencyCovering, of: agency, "agency covering vacancies ÷ agency"),
            counted(.averageCaseload, cases, of: caseHolders, "cases ÷ case holders", caseCount),
            absence(workingDays),
        ]
    }

    /// A measure of what is counted of people, with how many were not; without a value where too few were.
    private func counted(
        _ name: WorkforceMeasure.Name, _ above: FTE?, of below: FTE?, _ formula: String,
        _ count: CountedPeople?
    ) -> WorkforceMeasure {
        guard let count else { return WorkforceMeasure(name, .fte, above, of: below, formula) }
        return WorkforceMeasure(
            name, .fte, count.isEnough ? above : nil, of: count.isEnough ? below : nil,
            count.isEnough ? formula + count.leftOut : formula, unknown: count.reason)
    }

    /// Whose absence is not known is left out below the line as well: an unknown is no zero.
    private func absence(_ workingDays: Int?) -> WorkforceMeasure {
        let known = daysLostOf ?? inPost
        let days = workingDays.map(String.init) ?? "working days of a year"
        var formula = "working days lost ÷ (in post × \(days))"
        if let known, let inPost, known != inPost {
            formula = "working days lost ÷ (those of \(inPost) in post whose absence is recorded × \(days))"
        }
        guard let workingDays else {
            return WorkforceMeasure(
                .absenceRate, .fte, daysLost, of: nil, formula,
                unknown: "no rule says how many working days a year had then")
        }
        return counted(
            .absenceRate, daysLost, of: known.map { FTE(tenThousandths: $0.tenThousandths * workingDays) },
            formula, absenceCount)
    }

    /// What leavers of a part are made of, in words.
    static func parts(of leavers: FTE?, moved: FTE?) -> String {
        guard let leavers, let moved else { return "" }
        return " (\(leavers - moved) left the employer, \(moved) moved to another post of it)"
    }

    private static func sum(_ left: FTE?, _ right: FTE?) -> FTE? {
        guard let left, let right else { return nil }
        return left + right
    }
}

extension EstablishmentCount {
    /// The rates by posts, as a council counts its own establishment.
    ///
    /// - Parameters:
    ///   - leavers: people who left in the twelve months up to the day, each once.
    ///   - moved: of a part, those of them who went on in another post of the organisation; nil of the whole.
    ///   - people: employees at its close, each once.
    public func measures(leavers: Int, moved: Int? = nil, people: Int) -> [WorkforceMeasure] {
        let parts = WorkforceFigures.parts(
            of: FTE(whole: leavers), moved: moved.map { FTE(whole: $0) })
        return [
            WorkforceMeasure(
                .vacancyRate, .posts, FTE(whole: vacant), of: FTE(whole: established),
                "vacant posts ÷ established posts"),
            WorkforceMeasure(
                .vacanciesCoveredRate, .posts, FTE(whole: covered), of: FTE(whole: vacant),
                "vacant posts with agency ÷ vacant posts"),
            WorkforceMeasure(
                .agencyCoverRate, .posts, FTE(whole: coveringAssignments), of: FTE(whole: agencyAssignments),
                "agency workers in vacant posts ÷ agency workers"),
            WorkforceMeasure(
                .turnoverRate, .people, FTE(whole: leavers), of: FTE(whole: people),
                "people who left in the twelve months\(parts) ÷ people in post at the date"),
        ]
    }
}
