public import Domain
import FoundationEssentials
public import Postgres

/// Freezes a post, thaws it, deletes it, or keeps it for a recruit.
public struct ChangePost: Verb {
    /// What is done to it.
    public enum Change: Sendable, Hashable {
        /// It is not to be filled from a day, up to the day before another or for as long as it lasts.
        case freeze(from: CalendarDate?, until: CalendarDate?)
        /// It is to be filled again from a day.
        case thaw(on: CalendarDate?)
        /// It is gone from a day.
        case delete(on: CalendarDate?)
        /// It is kept for a candidate who is expected on a day.
        case reserve(candidate: String, from: CalendarDate?)
        /// It is kept for nobody any more.
        case release
    }

    /// Those who manage posts.
    public static var action: Action { .manageWorkforce }

    let reference: String
    let organisation: String?
    let change: Change
    let reason: String

    /// - Parameters:
    ///   - organisation: its code, where several have a post of that reference.
    ///   - reason: why; kept in the audit.
    public init(reference: String, organisation: String? = nil, _ change: Change, reason: String) {
        self.reference = reference
        self.organisation = organisation
        self.change = change
        self.reason = reason
    }

    /// Adds a version of the post.
    ///
    /// - Throws: `conflict` where the post is like that already, or people in it do not go together with the change.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PostRecord {
        try work.refuseBlank(reason, for: "The change of \(reference)")
        try work.queueForReferences(on: db)
        let post = try work.post(reference, of: organisation, on: db)
        try work.refuseBeyondReach(.manageWorkforce, of: post.organisationID, post.record.organisation)
        var record = post.record
        var candidateID = post.reservedCandidateID
        let name = record.postRef
        if let closedOn = record.closedOn, closedOn <= work.today {
            throw ServiceError.conflict(
                "The post \(name) was deleted on \(closedOn); it cannot be changed any more.")
        }
        switch change {
        case .freeze(let from, let until):
            try Self.freeze(&record, from: from ?? work.today, until: until)
        case .thaw(let on):
            let date = on ?? work.today
            guard let spell = record.spells.first(where: { $0.contains(date) }) else {
                throw ServiceError.conflict(
                    "The post \(name) is not frozen on \(date), so there is nothing to thaw.")
            }
            record.spells = record.spells.compactMap {
                $0 == spell ? FrozenSpell(from: $0.from, until: date) : $0
            }
        case .delete(let on):
            let date = on ?? work.today
            if date < record.createdOn {
                throw ServiceError.badData(
                    "The post \(name) was created on \(record.createdOn); it cannot be deleted before that.")
            }
            record.closedOn = date
        case .reserve(let candidate, let from):
            let id = try work.candidateID(candidate, on: db)
            record.reservedFor = try db.one(
                "select reference from berth.candidate where partnership_id = \(work.partnership.id) and candidate_id = \(id)",
                as: String.self)
            record.reservedFrom = from
            candidateID = id
        case .release:
            if record.reservedFor == nil {
                throw ServiceError.conflict("The post \(name) is kept for nobody.")
            }
            record.reservedFor = nil
            record.reservedFrom = nil
            candidateID = nil
        }
        if record == post.record {
            throw ServiceError.conflict("The post \(name) is like that already; nothing was changed.")
        }
        try PostTable.write(
            [
                PostTable.Change(
                    id: post.id, known: post, organisationID: post.organisationID, candidateID: candidateID,
                    record: record)
            ], reason: reason, work, on: db)
        try EstablishmentCheck.refuse(post: post.id, work, on: db)
        return record
    }

    private static func freeze(
        _ record: inout PostRecord, from: CalendarDate, until: CalendarDate?
    ) throws(ServiceError) {
        if from < record.createdOn {
            throw .badData(
                "The post \(record.postRef) was created on \(record.createdOn); it cannot be frozen before that."
            )
        }
        guard let spell = FrozenSpell(from: from, until: until) else {
            throw .badData(
                "The post \(record.postRef) cannot be thawed on or before the day on which it is frozen.")
        }
        record.spells += [spell]
    }
}
