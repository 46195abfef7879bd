public import Domain
import FoundationEssentials
public import Postgres

/// What was entered into a register.
public struct RecordedDays: Sendable, Codable, Hashable {
    /// The placement.
    public let practiceRef: String
    /// The days.
    public let days: [CalendarDate]
    /// What was entered for each: `worked`, `absent`, `simulated`, `skills`, or `nothing`.
    public let kind: String
    /// Half-days or minutes done on each.
    public let amount: Int
    /// In which the amounts are counted.
    public let unit: PracticeUnit
    /// What counts by now.
    public let done: Int
    /// Of how much.
    public let required: Int
    /// Simulated practice beyond the limit, which does not count.
    public let simulatedBeyond: Int
    /// What was done beyond what is required.
    public let beyondRequired: Int
    /// Those of the days that are no days of the pattern: another day of the week, a bank holiday. They count, for
    /// shifts are worked on such days too.
    public let outsidePattern: [CalendarDate]
    /// The day on which all will be done.
    public let endsOn: CalendarDate
}

/// Enters a day, or the usual days of a stretch, into the register of a practice placement.
///
/// The register says what has happened: nothing before the start, after the end or in the future, no day twice and none
/// with more than a day has. What stands there is only replaced with a reason, and stays readable.
public struct RecordPracticeDays: Verb {
    /// Those who record what happens on practice placements.
    public static var action: Action { .recordPractices }

    /// What was done on each day.
    public enum Amount: Sendable, Hashable {
        /// A whole day of the pattern.
        case wholeDay
        /// Half a day.
        case halfDay
        /// So many minutes.
        case minutes(Int)
    }

    let reference: String
    let from: CalendarDate
    let through: CalendarDate?
    let kind: PracticeDayKind?
    let amount: Amount
    let absence: String?
    let correction: String?

    /// - Parameters:
    ///   - reference: the student, or the placement.
    ///   - from: the day, or the first of a stretch.
    ///   - through: the last of a stretch, of which the days of the pattern count that are no bank holidays; nil for one
    ///     day, whatever day of the week.
    ///   - kind: nil to say that nothing happened after all.
    ///   - absence: why the student was away, for the day or, beside an amount, the rest of it.
    ///   - correction: why what stands there is wrong.
    public init(
        reference: String, from: CalendarDate, through: CalendarDate? = nil, kind: PracticeDayKind? = .worked,
        amount: Amount = .wholeDay, absence: String? = nil, correction: String? = nil
    ) {
        self.reference = reference
        self.from = from
        self.through = through
        self.kind = kind
        self.amount = amount
        self.absence = absence
        self.correction = correction
    }

    /// Enters all days or none, and moves what is due.
    ///
    /// - Throws: `badData` for a day that cannot be, `conflict` for one that is recorded otherwise already.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RecordedDays {
        let row = try work.practice(reference, locked: true, on: db)
        guard var register = try PracticeRegister.open([row], work, on: db)[row.id] else {
            throw ServiceError.notFound("There is no practice placement of \(reference).")
        }
        let days = try days(register, work, on: db)
        let each = try amount(row, work, on: db)
        var stored: [StoredEntry] = []
        for on in days {
            let entry = RegisterEntry(on: on, kind: kind, amount: each, absence: absence)
            switch register.enter(entry, isCorrection: correction != nil, today: work.today) {
            case .refused(let sentence): throw ServiceError.badData(sentence)
            case .same: continue
            case .differs(let sentence):
                throw ServiceError.conflict("\(sentence); if that is wrong, repeat with --correct and why.")
            case .store(let revision):
                stored.append(
                    StoredEntry(
                        practiceID: row.id, entry: entry, revision: revision, correction: correction))
            }
        }
        // Of a stretch, the days that are entered already stay; a week is filled up day by day as often as not.
        if stored.isEmpty {
            let said = days.count == 1 ? days[0].description : "Every day of the stretch"
            throw ServiceError.conflict(
                "\(said) of \(row.record.practiceRef) is recorded so already; nothing was changed.")
        }
        try work.store(stored, on: db)
        return try answer(register, stored.map(\.entry.on), each, work, on: db)
    }

    private func days(
        _ register: PracticeRegister, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [CalendarDate] {
        guard let through else { return [from] }
        if through < from {
            throw ServiceError.badData("The stretch ends on \(through), before it begins on \(from).")
        }
        if from.days(until: through) > 366 {
            throw ServiceError.badData(
                "From \(from) to \(through) is more than a year; enter less at a time.")
        }
        let days = try register.usualDays(
            from: from, through: through, calendar: try work.reference(on: db).calendar)
        if days.isEmpty {
            throw ServiceError.badData(
                "There is no day of the pattern (\(register.row.record.weekdays)) from \(from) to \(through)."
            )
        }
        return days
    }

    private func amount(
        _ row: PracticeRow, _ work: Work, on db: isolated PostgresConnection
    ) throws -> Int {
        guard let kind, kind != .absent else {
            if amount != .wholeDay {
                throw ServiceError.badData("Nothing was done on a day of absence; leave the amount out.")
            }
            return 0
        }
        switch (amount, row.record.unit) {
        case (.wholeDay, let unit): return try work.practiceRules(db: db).aDay(unit)
        case (.halfDay, .halfDays): return 1
        case (.minutes(let minutes), .minutes): return minutes
        case (.halfDay, .minutes):
            throw ServiceError.badData("\(row.record.practiceRef) counts hours; give them with --hours.")
        case (.minutes, .halfDays):
            throw ServiceError.badData(
                "\(row.record.practiceRef) counts days; give half a day with --half, or leave it out for a whole one."
            )
        }
    }

    private func answer(
        _ register: PracticeRegister, _ days: [CalendarDate], _ each: Int, _ work: Work,
        on db: isolated PostgresConnection
    ) throws -> RecordedDays {
        let row = register.row
        try work.keepPracticeDeadlines(of: [row.id], asOf: work.today, on: db)
        let ledger = try work.practiceCases(
            of: [row], at: Moment(present: work), on: db
        ).first?.ledger
        let recorded = RecordedDays(
            practiceRef: row.record.practiceRef, days: days, kind: kind?.rawValue ?? "nothing", amount: each,
            unit: row.record.unit, done: ledger?.done ?? 0, required: row.record.required,
            simulatedBeyond: ledger?.simulatedBeyond ?? 0,
            beyondRequired: max(0, (ledger?.done ?? 0) - row.record.required),
            outsidePattern: kind == nil
                ? [] : try register.outsidePattern(days, calendar: try work.reference(on: db).calendar),
            endsOn: ledger?.endsOn ?? from)
        try work.audit(
            "days_recorded", of: "practice", row.id, reason: correction, after: recorded, on: db)
        return recorded
    }
}
