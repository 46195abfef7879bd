import Domain
import FoundationEssentials
import Postgres

/// What of a match an operator learns who sees only the students of an organisation.
enum MatchSight {
    /// The smallest number of others' students that is told.
    static let threshold = 5

    /// Whether the number of some students is kept from an operator: it tells of few students of others.
    ///
    /// - Parameter own: the numbers of the students whom the operator may see; nil for everybody.
    static func hides(_ students: some Sequence<Int32>, from own: Set<Int>?) -> Bool {
        guard let own else { return false }
        let others = students.reduce(0) { $0 + (own.contains(Int($1)) ? 0 : 1) }
        return !SmallNumbers.hidden(in: [others], threshold: threshold).isEmpty
    }
}

extension Work {
    /// The numbers of the students of a match whom the operator may see; nil for everybody.
    func ownStudents(
        of runID: UUID, _ inputs: MatchInputs, on db: isolated PostgresConnection
    ) throws -> Set<Int>? {
        if actor.reach(of: .viewMatches, in: partnership) == .everyOrganisation { return nil }
        let own = try matchedStudentIDs(of: runID, on: db)
        return Set(inputs.students.indices.filter { own.contains(inputs.students[$0].id) })
    }
}
