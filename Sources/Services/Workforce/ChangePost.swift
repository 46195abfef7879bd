public import Domain
import FoundationEssentials
public import Postgres

/// Corrects a post, freezes it, thaws it, deletes it, or keeps it for a recruit.
public struct ChangePost: Verb {
    /// What is done to it.
    public enum Change: Sendable, Hashable {
        /// It is called otherwise, or is of another role, team or size.
        case edit(PostEdit)
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
    let releasing: Bool

    /// - Parameters:
    ///   - organisation: its code, where several have a post of that reference.
    ///   - reason: why; kept in the audit.
    ///   - releasing: also where the post is kept for a candidate, who could not start in it then; it is kept for nobody
    ///     any more.
    public init(
        reference: String, organisation: String? = nil, _ change: Change, reason: String,
        releasing: Bool = false
    ) {
        self.reference = reference
        self.organisation = organisation
        self.change = change
        self.reason = reason
        self.releasing = releasing
    }

    /// Adds a version of the post; answers with the post and who is in it on the day of the change, today at the
    /// earliest.
    ///
    /// - Throws: `conflict` where the post is like that already, people in it do not go together with the change, or it
    ///   is kept for a candidate.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PostLine {
        try work.refuseBlank(reason, for: "The change of \(reference)")
        try work.queueForReferences(on: db)
        let post = try work.post(reference, of: organisation, on: db)
        try work.refuseBeyondReach(.manageWorkforce, of: post.organisationID, post.record.organisation)
        let name = post.record.postRef
        if let closedOn = post.record.closedOn, closedOn <= work.today {
            throw ServiceError.conflict(
                "The post \(name) was deleted on \(closedOn); it cannot be changed any more.")
        }
        let holders = try work.assignments(where: "assignment.post_id = \(post.id)", on: db)
        let reservation = Reservation(post, holders, today: work.today)
        var (record, candidateID) = try changed(post, reservation, work, on: db)
        if record == post.record {
            throw ServiceError.conflict("The post \(name) is like that already; nothing was changed.")
        }
        if let reservation, change != .release, reservation.isBroken(by: record) {
            guard releasing else {
                throw ServiceError.conflict(
                    "\(reservation.words), who could not start in it then; add --release to give that up, or leave it as it is."
                )
            }
            (record.reservedFor, record.reservedFrom, candidateID) = (nil, nil, nil)
        }
        try PostTable.write(
            [
                PostTable.Change(
                    id: post.id, known: post, organisationID: post.organisationID, candidateID: candidateID,
                    record: record, reason: reason)
            ], work, on: db)
        try EstablishmentCheck.refuse(post: post.id, work, on: db)
        return PostLine(record, holders.map(\.record), on: max(day ?? work.today, work.today))
    }

    /// The day of the change, where it has one.
    private var day: CalendarDate? {
        switch change {
        case .freeze(let day, _), .thaw(let day), .delete(let day): day
        case .edit, .reserve, .release: nil
        }
    }

    /// The post as it is to be, and the key of the candidate whom it is kept for.
    private func changed(
        _ post: PostRow, _ reservation: Reservation?, _ work: Work, on db: isolated PostgresConnection
    ) throws -> (PostRecord, UUID?) {
        var record = post.record
        let name = record.postRef
        switch change {
        case .edit(let edit):
            edit.apply(to: &record)
            try record.refuseImpossible(work.codes(.role, on: db))
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
            let found = try work.candidateNamed(candidate, on: db)
            if let reservation, found.id != post.reservedCandidateID {
                throw ServiceError.conflict("\(reservation.words); release it first with berth post release.")
            }
            record.reservedFor = found.reference
            record.reservedFrom = from
            return (record, found.id)
        case .release:
            if record.reservedFor == nil {
                throw ServiceError.conflict("The post \(name) is kept for nobody.")
            }
            record.reservedFor = nil
            record.reservedFrom = nil
            return (record, nil)
        }
        return (record, post.reservedCandidateID)
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
