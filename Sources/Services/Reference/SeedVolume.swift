public import Domain
import FoundationEssentials

/// How much a volume database holds.
public struct VolumeSize: Sendable, Hashable, Codable {
    /// Partnerships of at most fifty rounds.
    public let partnerships: Int
    /// Rounds, each under its own contract, all open.
    public let rounds: Int
    /// Candidates, fifty in a round.
    public let candidates: Int
    /// Milestone facts, ten a candidate on average.
    public let facts: Int

    static let roundsInAPartnership = 50
    static let candidatesInARound = 50
    static let factsOfACandidate = 10
    static let roundsAtFullScale = 2000.0
    /// Above this the prefixes of references would run out.
    static let largestScale = 100.0

    /// The size at a scale: 1.0 is 40 partnerships, 2,000 rounds, 100,000 candidates and 1,000,000 facts.
    ///
    /// - Throws: `usage` unless the scale is above 0 and at most 100.
    public init(scale: Double) throws(ServiceError) {
        guard scale > 0, scale <= Self.largestScale else {
            throw ServiceError(.usage, "A scale is above 0 and at most 100, where 1 makes 1,000,000 facts.")
        }
        rounds = max(1, Int((Self.roundsAtFullScale * scale).rounded()))
        partnerships = (rounds + Self.roundsInAPartnership - 1) / Self.roundsInAPartnership
        candidates = rounds * Self.candidatesInARound
        facts = candidates * Self.factsOfACandidate
    }

    /// The rounds of a partnership counted from 1: the last one takes what is left.
    func rounds(inPartnership number: Int) -> Int {
        min(Self.roundsInAPartnership, rounds - (number - 1) * Self.roundsInAPartnership)
    }
}

extension Workspace {
    /// The day up to which the made facts go; reports on a volume database are asked for this day or a later one.
    public static var volumeAsOf: CalendarDate { VolumePlan.asOf }

    /// Fills the database with made partnerships, rounds, candidates and facts, for measuring.
    ///
    /// The same scale and seed make the same rows, except for who made them and when. It works one partnership at
    /// a time in a transaction of its own, so that memory stays flat, as the operator and under row security, with
    /// every constraint and trigger in force. The operator becomes administrator and coordinator of each
    /// partnership. The audit has one event for each contract, round and candidate, not for each fact.
    ///
    /// - Parameters:
    ///   - scale: 1.0 is 2,000 open rounds, 100,000 candidates and 1,000,000 facts.
    ///   - seed: another seed makes other people.
    ///   - progress: told, now and then, how many candidates of how many are made.
    /// - Throws: `notAllowed` unless the operator administers the installation; `usage` for the scale; `conflict`
    ///   when volume data is already there; `notFound` before the reference data is loaded.
    public func seedVolume(
        scale: Double, seed: Int64 = 1, as actor: Operator,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws(ServiceError) -> VolumeSize {
        guard actor.isInstallationAdmin else {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not make volume data; the administrator of this installation can.")
        }
        let size = try VolumeSize(scale: scale)
        // The first one by itself: it finds out whether there is volume data already.
        let first = try await seedPartnership(1, of: size, seed: seed, as: actor)
        progress(first, size.candidates)
        // The server does the work, a process for each connection: two use two cores, and one waits less for disk.
        var done = first
        try await Lanes.run(Array(2..<size.partnerships + 1), lanes: 2) {
            (number: Int) async throws(ServiceError) -> Int in
            try await seedPartnership(number, of: size, seed: seed, as: actor)
        } told: { made in
            done += made
            progress(done, size.candidates)
        }
        return size
    }

    /// Makes one partnership with all that is in it; answers how many candidates it has.
    private func seedPartnership(
        _ number: Int, of size: VolumeSize, seed: Int64, as actor: Operator
    ) async throws(ServiceError) -> Int {
        let plan = VolumePlan(partnership: number, rounds: size.rounds(inPartnership: number), seed: seed)
        let place = plan.place
        return try await run(
            SeedVolumePartnership(plan: plan), as: actor.working(in: place), in: place,
            reach: .everyOrganisation)
    }
}

extension Workspace {
    /// The statement that takes statistics of the tables a volume database fills; for the owner to run.
    public static let takeVolumeStatistics = """
        analyze berth.contract, berth.round, berth.round_event, berth.candidate, berth.candidate_event,
                berth.milestone_fact, berth.audit_event
        """
}
