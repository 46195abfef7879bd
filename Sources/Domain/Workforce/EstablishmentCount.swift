/// Posts and people of an establishment at the close of a day, added up.
///
/// Vacant, covered by agency and uncovered are three numbers: a post that agency covers is vacant still.
public struct EstablishmentCount: Sendable, Hashable {
    /// Posts that are established and not frozen.
    public var established = 0
    /// Established posts in which nobody is employed at all.
    public var vacant = 0
    /// Vacant posts in which there is an agency worker.
    public var covered = 0
    /// Vacant posts created after the day that is asked about.
    public var vacantAndNew = 0
    /// Vacant posts that are kept for a named recruit.
    public var vacantAndReserved = 0
    /// Posts that are frozen.
    public var frozen = 0
    /// What established posts are in full-time equivalents.
    public var establishedFTE = FTE.zero
    /// What of established posts nobody is employed for.
    public var vacanciesFTE = FTE.zero
    /// What of those vacancies agency workers in the same posts make up for.
    public var coveringFTE = FTE.zero
    /// Employees in post, whatever the state of the post.
    public var inPostFTE = FTE.zero
    /// Agency workers in post, whatever the state of the post.
    public var agencyFTE = FTE.zero
    /// Assignments of employees that run; somebody in two posts is two.
    public var employeeAssignments = 0
    /// Assignments of agency workers that run.
    public var agencyAssignments = 0
    /// Of these, those in vacant posts.
    public var coveringAssignments = 0

    /// Nothing.
    public init() {}

    /// Vacant posts without agency.
    public var uncovered: Int { vacant - covered }

    /// The sum, as of several teams.
    public static func + (left: EstablishmentCount, right: EstablishmentCount) -> EstablishmentCount {
        var sum = left
        sum.established += right.established
        sum.vacant += right.vacant
        sum.covered += right.covered
        sum.vacantAndNew += right.vacantAndNew
        sum.vacantAndReserved += right.vacantAndReserved
        sum.frozen += right.frozen
        sum.establishedFTE += right.establishedFTE
        sum.vacanciesFTE += right.vacanciesFTE
        sum.coveringFTE += right.coveringFTE
        sum.inPostFTE += right.inPostFTE
        sum.agencyFTE += right.agencyFTE
        sum.employeeAssignments += right.employeeAssignments
        sum.agencyAssignments += right.agencyAssignments
        sum.coveringAssignments += right.coveringAssignments
        return sum
    }
}
