public import Domain
import FoundationEssentials

/// A practice placement of a student: where, since when, how much is to be done. Amounts are whole half-days or minutes.
public struct PracticeRecord: Sendable, Codable, Hashable {
    /// The student's reference and the number of the placement, such as `UW-22-001/1`.
    public let practiceRef: String
    /// The student.
    public let studentRef: String
    /// The student's name.
    public let name: String
    /// The university.
    public let university: String
    /// The placement.
    public let placementRef: String
    /// The host.
    public let host: String
    /// The team.
    public let team: String
    /// The setting.
    public let setting: String
    /// The code of the term.
    public let term: String
    /// The practice educator.
    @ExplicitNull public var educatorRef: String?
    /// The pathway.
    public let pathway: String
    /// `half_days` or `minutes`, in which ``required`` is counted.
    public let unit: PracticeUnit
    /// What is to be done there, in the unit.
    public let required: Int
    /// The days of the week, such as `mon,tue,wed`.
    public let weekdays: String
    /// The day on which the student was placed.
    public let placedOn: CalendarDate
    /// The first day that was planned.
    public let startsOn: CalendarDate
    /// The last day, once it has ended.
    @ExplicitNull public var endedOn: CalendarDate?
    /// How it ended.
    @ExplicitNull public var end: PracticeEndKind?
    /// Why it ended early, as a code.
    @ExplicitNull public var endReason: String?
    /// Why it was made outside a match.
    @ExplicitNull public var reason: String?
    /// The rules that were overridden for it, by code.
    public let overridden: [String]
}

/// A practice placement with its keys.
struct PracticeRow: Sendable {
    let id: UUID
    let studentID: UUID
    let placementID: UUID
    let universityID: UUID
    let hostID: UUID
    let number: Int
    let version: Int
    let record: PracticeRecord
    let pattern: PracticePattern
    /// The last day of the placement as the host offered it, and of the term.
    let placementEndsOn: CalendarDate
    let termEndsOn: CalendarDate
    /// Whether its educator works for no organisation of the partnership.
    let isEducatorOffSite: Bool

    /// The placement as a subject of milestones; the university answers for the student.
    var subject: MilestoneSubject {
        MilestoneSubject(
            kind: .practice, id: id, reference: record.practiceRef, organisationID: universityID,
            pathway: record.pathway)
    }
}
