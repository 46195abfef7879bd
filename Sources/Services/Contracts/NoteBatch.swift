public import Domain
import FoundationEssentials
public import Postgres

/// Notes in the audit that a batch changed something, as its last step.
///
/// The rounds of a batch are committed without waiting for the disk (``Verb/isRepeatable``); this commit waits, and
/// makes every one before it last. A batch that changed nothing notes nothing.
public struct NoteBatch: Verb {
    /// Those who run the batch.
    public static var action: Action { .runBatch }

    let outcome: Outcome

    /// What is noted.
    public struct Outcome: Sendable, Codable, Hashable {
        /// The day of the snapshots.
        public let asOf: CalendarDate
        /// Rounds looked at.
        public let rounds: Int
        /// Snapshots taken or renewed.
        public let snapshots: Int
        /// Deadlines opened, moved or closed.
        public let deadlines: Int
        /// Rounds that failed.
        public let failed: Int

        /// Makes a note.
        public init(asOf: CalendarDate, rounds: Int, snapshots: Int, deadlines: Int, failed: Int) {
            self.asOf = asOf
            self.rounds = rounds
            self.snapshots = snapshots
            self.deadlines = deadlines
            self.failed = failed
        }
    }

    /// - Parameter outcome: the figures of the batch.
    public init(_ outcome: Outcome) {
        self.outcome = outcome
    }

    /// Writes the event.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        // Two batches that end at once write to the same chain: one after the other.
        try db.execute(
            """
            select partnership_id
            from berth.partnership
            where partnership_id = \(work.partnership.id)
            for no key update
            """)
        try work.audit(
            "round_targets_run", of: "partnership", work.partnership.id, after: outcome, on: db)
    }
}
