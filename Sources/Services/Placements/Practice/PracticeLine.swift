public import Domain
import FoundationEssentials

/// A practice placement in a list, with where it stands. Amounts are whole half-days or minutes.
public struct PracticeLine: Sendable, Codable, Hashable {
    /// The placement.
    public let practice: PracticeRecord
    /// `planned`, `under_way`, `interrupted`, `completed`, `broken_down`, `withdrawn` or `moved`.
    public let state: String
    /// The day on which it started.
    @ExplicitNull public var startedOn: CalendarDate?
    /// What counts of what was done.
    public let done: Int
    /// What is still to be done.
    public let owed: Int
    /// What should have been done by the day of the list.
    public let expected: Int
    /// How far what was done is behind that.
    public let behind: Int
    /// Days of the pattern about which nothing is recorded.
    public let unrecordedDays: Int
    /// Simulated practice that counts, in minutes; part of what was done.
    public let simulated: Int
    /// Simulated practice beyond the limit, which does not count.
    public let simulatedBeyond: Int
    /// Skills days, in half-days, which are counted apart.
    public let skills: Int
    /// Days of absence.
    public let absentDays: Int
    /// The last day in the register.
    @ExplicitNull public var lastRecordedOn: CalendarDate?
    /// The day on which all will be done; the last day, once it has ended.
    public let endsOn: CalendarDate
    /// Whether that is after the last day that the host offered.
    public let isPastPlacement: Bool
    /// Whether that is after the last day of the term.
    public let isPastTerm: Bool
    /// Concerns that are not settled.
    public let openConcerns: Int
    /// What puts it at risk, as codes.
    public let risks: [PracticeRisk]

    init(_ one: PracticeCase, asOf: CalendarDate) {
        let ledger = one.ledger
        practice = one.row.record
        state = one.state(asOf: asOf)
        _startedOn = ExplicitNull(wrappedValue: one.terms.startedOn)
        done = ledger.done
        owed = ledger.owed
        expected = ledger.expected
        behind = practice.end == nil ? ledger.behind : 0
        unrecordedDays = practice.end == nil ? ledger.unrecordedDays : 0
        simulated = ledger.simulated
        simulatedBeyond = ledger.simulatedBeyond
        skills = ledger.skills
        absentDays = ledger.absentDays
        _lastRecordedOn = ExplicitNull(wrappedValue: ledger.lastRecordedOn)
        endsOn = ledger.endsOn
        isPastPlacement = practice.end == nil && ledger.endsOn > one.row.placementEndsOn
        isPastTerm = practice.end == nil && ledger.endsOn > one.row.termEndsOn
        openConcerns = one.concerns.count { $0.isOpen }
        risks = one.risks(asOf: asOf)
    }
}

/// A report of practice placements: `practice list`, `practice behind` or `practice at-risk`.
public struct PracticeReport: Sendable, Codable, Hashable {
    /// Which report it is.
    public let report: String
    /// What was true on this day.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the figures rest on.
    public let rules: [RuleLine]
    /// The placements.
    public let practices: [PracticeLine]
    /// Of `practice at-risk`: those that have broken down and whose student has not been placed again.
    public let toBePlaced: [PracticeLine]
}
