import Domain

/// How somebody left a role or a team.
enum LeavingWay: String, CaseIterable {
    case leftEmployer = "left_employer"
    case movedPost = "moved_to_other_post"

    init(_ spell: EmploymentSpell) { self = spell.movedOn ? .movedPost : .leftEmployer }

    /// How many left in which way. That everybody left the employer tells nothing of anybody.
    static func table(_ column: String, of leavings: [EmploymentSpell], threshold: Int) -> WorkforceTable {
        WorkforceTable(
            column, groups: Dictionary(grouping: leavings) { LeavingWay($0).rawValue }.mapValues(\.count),
            listing: allCases.map(\.rawValue), unrecorded: leftEmployer.rawValue, threshold: threshold)
    }
}
