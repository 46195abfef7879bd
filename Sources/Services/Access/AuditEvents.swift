public import Domain
public import FoundationEssentials
public import Postgres

/// One entry of the audit, as it is read.
public struct AuditLine: Sendable, Codable, Hashable {
    /// Its number within the subject, from 1.
    public let sequence: Int
    /// What was done.
    public let kind: String
    /// Who did it.
    public let actorName: String
    /// Why.
    public let reason: String?
    /// JSON text of the state before.
    public let before: String?
    /// JSON text of the state after.
    public let after: String?
    /// When.
    public let recordedAt: Date
    /// The hash of the entry, in hexadecimal.
    public let hash: String
}

/// Shows what was done to one subject, oldest first.
public struct ShowAudit: Verb {
    /// Those who may read the audit.
    public static var action: Action { .viewAudit }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String

    /// - Parameter reference: of a candidate, contract, round, student, placement, educator or match run.
    public init(reference: String) {
        self.reference = reference
    }

    /// Answers in the order of the chain.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [AuditLine] {
        let subject = try work.auditSubject(reference, on: db)
        return try db.queryRows(
            """
            select sequence, kind, actor_name, reason, before::text as before, after::text as after,
                   recorded_at, encode(hash, 'hex') as hash
            from berth.audit_event
            where partnership_id = \(work.partnership.id) and subject_id = \(subject)
            order by sequence
            """, as: AuditLine.self)
    }
}

/// What ``VerifyAudit`` found.
public struct AuditVerdict: Sendable, Codable, Hashable {
    /// Events read.
    public let events: Int
    /// Subjects they belong to.
    public let subjects: Int
    /// Every break, as subject kind, subject and number.
    public let broken: [String]
}

/// Proves the audit of the partnership: recomputes every hash and follows every chain.
public struct VerifyAudit: Verb {
    /// Those who may verify the audit.
    public static var action: Action { .verifyAudit }
    /// A question.
    public static var isReadOnly: Bool { true }

    /// Makes the question.
    public init() {}

    /// Reads every event once, in the order of the chains.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> AuditVerdict {
        // The same function as in the generated column, computed afresh: a row changed behind the database's back
        // (files, a superuser with triggers off) no longer agrees with its stored hash.
        let totals = try db.one(
            """
            select count(*), count(distinct subject_id)
            from berth.audit_event
            where partnership_id = \(work.partnership.id)
            """, as: (Int, Int).self)
        let broken = try db.query(
            """
            select subject_kind || ' ' || subject_id || ' event ' || sequence
            from (
                select event.subject_kind, event.subject_id, event.sequence, event.hash, event.previous_hash,
                       lag(event.hash) over chain as link, lag(event.sequence) over chain as previous,
                       berth.audit_hash(
                           event.partnership_id, event.subject_id, event.sequence, event.subject_kind, event.kind,
                           event.actor_id, event.actor_name, event.reason, event.before, event.after,
                           event.request_id, event.recorded_at, event.previous_hash
                       ) as computed
                from berth.audit_event as event
                where event.partnership_id = \(work.partnership.id)
                window chain as (partition by event.subject_id order by event.sequence)
            ) as checked
            where computed is distinct from hash
               or previous_hash is distinct from link
               or sequence is distinct from coalesce(previous, 0) + 1
            order by subject_id, sequence
            """, as: String.self)
        // Making a partnership is recorded in it, so where nothing is recorded the rows are gone: as they are in a
        // database that was restored from a dump made under row security.
        let missing =
            totals.0 == 0
            ? ["partnership \(work.partnership.id): nothing is recorded, not even that it was made"] : []
        return AuditVerdict(events: totals.0, subjects: totals.1, broken: missing + broken)
    }
}
