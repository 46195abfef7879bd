public import Domain
import FoundationEssentials
public import Postgres

/// Makes a draft the match of its term; what was published before is superseded.
///
/// Every student whom it places gets a practice placement, unless they have it already; whoever has not started elsewhere
/// moves.
///
/// A decision with such effect on people is one that somebody makes and answers for, and not the one who ran it.
public struct PublishMatch: Verb {
    /// Those who publish matches.
    public static var action: Action { .publishMatches }

    let reference: String
    let reason: String?

    /// - Parameters:
    ///   - reference: the run.
    ///   - reason: why it is published although the records have changed since; needed then.
    public init(reference: String, reason: String? = nil) {
        self.reference = reference
        self.reason = reason
    }

    /// Publishes.
    ///
    /// - Throws: `conflict` for a run that is not a draft, one that would move somebody who has started, or one whose
    ///   inputs have changed when no reason is given;
    ///   `notAllowed` for whoever made it.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MatchRunRecord {
        let run = try work.matchRun(reference, locked: false, on: db)
        // Two who publish at once, and a run that is superseded meanwhile, queue up at the term.
        try work.queueAtTerm(run.termID, on: db)
        let present = try work.matchRun(reference, on: db)
        guard present.record.status == "draft" else {
            throw ServiceError.conflict(
                "\(present.record.ref) is \(present.record.status); only a draft can be published. Make a new run with berth match run."
            )
        }
        if present.createdBy == work.actor.accountID {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) made \(present.record.ref), so somebody else has to publish it.")
        }
        if reason == nil, try work.hasChanged(since: present, on: db) {
            throw ServiceError.conflict(
                "The records have changed since \(present.record.ref) was made; make a new run, or publish it with --reason."
            )
        }
        try supersede(run.termID, work, on: db)
        let count = try db.execute(
            """
            update berth.match_run
            set status = 'published', published_by = \(work.actor.accountID), published_at = \(work.now),
                version = version + 1
            where partnership_id = \(work.partnership.id) and match_run_id = \(present.id)
              and version = \(present.version)
            """)
        if count == 0 {
            throw ServiceError.conflict(
                "\(present.record.ref) was changed by somebody else at this moment; look again.")
        }
        try PublishedPractices(runID: present.id, runRef: present.record.ref).settle(work, on: db)
        let published = try work.matchRun(reference, on: db)
        try work.audit(
            "match_run_published", of: "match_run", present.id, reason: reason, before: present.record,
            after: published.record, on: db)
        return published.record
    }

    private func supersede(_ termID: UUID, _ work: Work, on db: isolated PostgresConnection) throws {
        let earlier = try db.query(
            """
            update berth.match_run
            set status = 'superseded', superseded_at = \(work.now), version = version + 1
            where partnership_id = \(work.partnership.id) and term_id = \(termID) and status = 'published'
            returning match_run_id
            """, as: UUID.self)
        for id in earlier { try work.audit("match_run_superseded", of: "match_run", id, on: db) }
    }
}
