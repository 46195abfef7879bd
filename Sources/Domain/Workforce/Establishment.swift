/// Every post at the close of a day, with who is in it.
public struct Establishment: Sendable {
    /// The count of each post by itself, by its position; add up those of a team for the team's.
    public let counts: [EstablishmentCount]
    /// Employees, each counted once whatever posts they hold.
    public let people: Int

    /// Looks at every post on a day.
    ///
    /// - Parameters:
    ///   - posts: the posts.
    ///   - isReserved: which of them are kept for a named recruit, by position.
    ///   - assignments: of these posts, in any order, running or not.
    ///   - date: the day, at its close.
    ///   - newSince: a post created on this day or later is new.
    public init(
        posts: [EstablishedPost], isReserved: [Bool] = [], assignments: some Sequence<Assignment>,
        on date: CalendarDate, newSince: CalendarDate
    ) {
        var counts = Array(repeating: EstablishmentCount(), count: posts.count)
        var people: Set<Int> = []
        for assignment in assignments
        where assignment.runs(on: date) && posts.indices.contains(assignment.post) {
            switch assignment.kind {
            case .employee:
                counts[assignment.post].inPostFTE += assignment.fte
                counts[assignment.post].employeeAssignments += 1
                people.insert(assignment.person)
            case .agency:
                counts[assignment.post].agencyFTE += assignment.fte
                counts[assignment.post].agencyAssignments += 1
            }
        }
        for (place, post) in posts.enumerated() {
            switch post.status(on: date) {
            case .established:
                Self.count(
                    post, isNew: post.createdOn >= newSince,
                    isReserved: isReserved.indices.contains(place) && isReserved[place], &counts[place])
            case .frozen: counts[place].frozen = 1
            case .deleted, nil: break
            }
        }
        self.counts = counts
        self.people = people.count
    }

    private static func count(
        _ post: EstablishedPost, isNew: Bool, isReserved: Bool, _ count: inout EstablishmentCount
    ) {
        count.established = 1
        count.establishedFTE = post.fte
        count.vacanciesFTE = max(.zero, post.fte - count.inPostFTE)
        count.coveringFTE = min(count.vacanciesFTE, count.agencyFTE)
        guard count.employeeAssignments == 0 else { return }
        count.vacant = 1
        count.covered = count.agencyAssignments > 0 ? 1 : 0
        count.vacantAndNew = isNew ? 1 : 0
        count.vacantAndReserved = isReserved ? 1 : 0
        count.coveringAssignments = count.agencyAssignments
    }

    /// All posts together.
    public var total: EstablishmentCount { counts.reduce(EstablishmentCount(), +) }
}
