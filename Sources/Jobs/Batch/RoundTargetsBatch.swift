public import Domain
public import Logging
public import Services

/// The nightly batch over the rounds of a partnership: a snapshot and the deadlines of each, a transaction each; and in one
/// more the deadlines of its practice placements.
///
/// A round that fails does not stop the others. Run again, it changes nothing that has not changed; killed and run
/// again, it does what was left; two at once take turns round by round.
public struct RoundTargetsBatch: Sendable {
    /// How one round fared.
    public enum Turn: Sendable {
        /// It was done.
        case done(RoundTurn)
        /// It was not, and why.
        case failed(RoundReference, ServiceError)
        /// The rounds of a partnership, named by its code, could not even be listed, or its practice placements not be
        /// looked at, and why.
        case partnershipFailed(String, ServiceError)
    }

    /// How all of them fared.
    public struct Summary: Sendable, Hashable {
        /// The day.
        public let asOf: CalendarDate
        /// Rounds looked at.
        public internal(set) var rounds = 0
        /// Snapshots by what happened to them.
        public internal(set) var outcomes: [RoundTurn.Outcome: Int] = [:]
        /// Rounds by status.
        public internal(set) var statuses: [RoundStatus: Int] = [:]
        /// Deadlines opened, moved or closed.
        public internal(set) var deadlinesTouched = 0
        /// Practice placements looked at.
        public internal(set) var practices = 0
        /// Rounds that failed.
        public internal(set) var failed = 0
        /// Partnerships whose rounds could not even be listed, or whose practice placements could not be looked at.
        public internal(set) var partnershipsFailed = 0
        /// True when every failure was that somebody else was busy with the round.
        public internal(set) var failedOnlyForBeingBusy = true

        /// The level to log the summary at, by the share of rounds that failed: a few are a warning, a tenth or
        /// more an error, half or more critical.
        public var logLevel: Logger.Level {
            if failed == 0 && partnershipsFailed == 0 { return .info }
            if failed * 2 >= rounds { return .critical }
            if failed * 10 >= rounds { return .error }
            return .warning
        }
    }

    let workspace: Workspace
    let logger: Logger

    /// Makes a batch over a workspace.
    public init(workspace: Workspace, logger: Logger) {
        self.workspace = workspace
        self.logger = logger
    }

    /// Runs the batch in the partnership of the operator.
    ///
    /// - Parameters:
    ///   - asOf: the day of the snapshots.
    ///   - only: one round only.
    ///   - dryRun: does everything and takes it back.
    ///   - lanes: how many rounds are worked on at a time, each on a connection.
    ///   - report: called for each round in the order of reference.
    /// - Throws: `badData` for a day after today, unless it is a dry run; whatever else stops the rounds from being
    ///   listed.
    public func run(
        as actor: Operator, asOf: CalendarDate, only: RoundReference? = nil, dryRun: Bool = false,
        lanes: Int = 2, report: (Turn) -> Void
    ) async throws(ServiceError) -> Summary {
        try refuseFuture(asOf, dryRun: dryRun)
        let rounds = try await workspace.perform(ListOpenRounds(asOf: asOf, only: only), as: actor)
        var summary = Summary(asOf: asOf)
        await Lanes.run(rounds, lanes: lanes) { round in
            await turn(round.0, round.1, as: actor, asOf: asOf, dryRun: dryRun)
        } told: { turn in
            summary.count(turn)
            report(turn)
        }
        if only == nil, let failed = await keepPractices(&summary, as: actor, dryRun: dryRun) {
            report(failed)
        }
        if !dryRun { try await note(summary, as: actor) }
        logger.log(
            level: summary.logLevel, "round targets",
            metadata: [
                "as_of": "\(asOf)", "partnership": "\(actor.partnership?.code ?? "")",
                "rounds": "\(summary.rounds)", "failed": "\(summary.failed)",
            ])
        return summary
    }

    /// Keeps the deadlines of the practice placements; answers the failure, which does not undo the rounds.
    private func keepPractices(
        _ summary: inout Summary, as actor: Operator, dryRun: Bool
    ) async -> Turn? {
        do {
            let outcome = try await workspace.perform(
                KeepPracticeDeadlines(asOf: summary.asOf, dryRun: dryRun), as: actor)
            summary.practices += outcome.practices
            summary.deadlinesTouched += outcome.deadlines
            return nil
        } catch {
            let code = actor.partnership?.code ?? ""
            logger.error(
                "practice placements failed", metadata: ["partnership": "\(code)", "why": "\(error)"])
            let failed = Turn.partnershipFailed(code, error)
            summary.count(failed)
            return failed
        }
    }

    private func note(_ summary: Summary, as actor: Operator) async throws(ServiceError) {
        let snapshots = (summary.outcomes[.taken] ?? 0) + (summary.outcomes[.renewed] ?? 0)
        if snapshots + summary.deadlinesTouched == 0 { return }
        try await workspace.perform(
            NoteBatch(
                NoteBatch.Outcome(
                    asOf: summary.asOf, rounds: summary.rounds, snapshots: snapshots,
                    deadlines: summary.deadlinesTouched, failed: summary.failed)), as: actor)
    }

    private func turn(
        _ id: ListOpenRounds.RoundID, _ reference: RoundReference, as actor: Operator, asOf: CalendarDate,
        dryRun: Bool
    ) async -> Turn {
        do {
            return .done(
                try await workspace.perform(
                    TakeRoundSnapshot(roundID: id, asOf: asOf, dryRun: dryRun), as: actor))
        } catch {
            logger.warning(
                "round failed",
                metadata: ["round": "\(reference)", "kind": "\(error.kind)", "why": "\(error)"])
            return .failed(reference, error)
        }
    }
}

extension RoundTargetsBatch.Summary {
    mutating func count(_ turn: RoundTargetsBatch.Turn) {
        switch turn {
        case .done(let done):
            rounds += 1
            outcomes[done.outcome, default: 0] += 1
            if let status = done.status { statuses[status, default: 0] += 1 }
            deadlinesTouched += done.deadlinesTouched
        case .failed(_, let error):
            rounds += 1
            failed += 1
            if error.kind != .busy { failedOnlyForBeingBusy = false }
        case .partnershipFailed(_, let error):
            partnershipsFailed += 1
            if error.kind != .busy { failedOnlyForBeingBusy = false }
        }
    }

    /// Adds the figures of another partnership on the same day.
    public mutating func add(_ other: Self) {
        rounds += other.rounds
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
        statuses.merge(other.statuses, uniquingKeysWith: +)
        deadlinesTouched += other.deadlinesTouched
        practices += other.practices
        failed += other.failed
        partnershipsFailed += other.partnershipsFailed
        failedOnlyForBeingBusy = failedOnlyForBeingBusy && other.failedOnlyForBeingBusy
    }

    /// An empty summary of a day, to add to.
    public static func empty(asOf: CalendarDate) -> Self { Self(asOf: asOf) }
}
