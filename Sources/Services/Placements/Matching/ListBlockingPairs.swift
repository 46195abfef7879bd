public import Domain
import FoundationEssentials
import Matching
public import Postgres

/// A student and a placement who would both rather have each other than what they have in a run.
public struct BlockingPairLine: Sendable, Codable, Hashable {
    /// The student.
    public let studentRef: String
    /// The placement that the student would rather have.
    public let placementRef: String
    /// The rank that the student gave it.
    public let rank: Int
    /// The rank of the placement that the student has; nil for none.
    @ExplicitNull public var heldRank: Int?
    /// The host's band of the student; nil for who sees only an organisation's own students.
    @ExplicitNull public var band: Int?
    /// The worst band of a student there; nil where there is room, and for who may not see it.
    @ExplicitNull public var worstBand: Int?
}

/// Lists the students and hosts of a run who would both rather have each other: the complaints that would be justified.
public struct ListBlockingPairs: Verb {
    /// Those who see matches.
    public static var action: Action { .viewMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let run: String?

    /// - Parameter run: nil for the published run, or the newest when none is published.
    public init(run: String? = nil) { self.run = run }

    private struct Options: Decodable {
        let ignoreMinimums: Bool
    }

    /// Answers by student and placement; students with a lock are not among them, for somebody decided for them.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [BlockingPairLine] {
        let run = try work.matchRun(self.run, on: db)
        let own = Set(try work.matchedStudents(of: run.id, on: db).map(\.reference))
        let mayTell = work.actor.reach(of: Self.action, in: work.partnership) == .everyOrganisation
        let (stored, places, options) = try work.seeingEverything(on: db) {
            (
                try work.storedProof(of: run.id, on: db), try work.storedPlaces(of: run.id, on: db),
                try db.one(
                    """
                    select options::text
                    from berth.match_run
                    where partnership_id = \(work.partnership.id) and match_run_id = \(run.id)
                    """, as: String.self)
            )
        }
        let decided: Options = try Work.decoded(options)
        let instance = stored.instance
        // Holders stand where the proof has them; no run that needs them is without one.
        let assignment =
            places.students.prefix(instance.peopleCount).map { Int32(clamping: $0.placement ?? -1) }
            + (stored.proof?.assignment.dropFirst(instance.peopleCount) ?? [])
        var worst: [Int: Int] = [:]
        var loads: [Int: Int32] = [:]
        for (student, setting) in assignment.enumerated() where setting >= 0 {
            loads[Int(setting), default: 0] += 1
            guard let pair = instance.indexOfPair(student: student, setting: Int(setting)) else { continue }
            worst[Int(setting)] = max(worst[Int(setting)] ?? 0, Int(instance.bands[pair]))
        }
        let pairs = BlockingPairs.list(assignment, in: instance, keepingMinimums: !decided.ignoreMinimums)
        return pairs.compactMap { blocking in
            let (student, setting) = (Int(blocking.student), Int(blocking.setting))
            guard let pair = instance.indexOfPair(student: student, setting: setting) else { return nil }
            let reference = places.students[student].reference
            guard own.contains(reference) else { return nil }
            return BlockingPairLine(
                studentRef: reference, placementRef: places.placements[setting].reference,
                rank: Int(instance.ranks[pair]), heldRank: places.students[student].rank,
                band: mayTell ? Int(instance.bands[pair]) : nil,
                worstBand: mayTell && (loads[setting] ?? 0) >= instance.capacities[setting]
                    ? worst[setting] : nil)
        }.sorted { ($0.studentRef, $0.rank, $0.placementRef) < ($1.studentRef, $1.rank, $1.placementRef) }
    }
}
