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
        /// It is kept, from a day on, for a candidate who is expected on another.
        case reserve(candidate: String, from: CalendarDate?, on: CalendarDate?)
        /// It is kept for nobody any more from a day on.
        case release(on: CalendarDate?)

        fileprivate var isRelease: Bool { if case .release = self { true } else { false } }
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
        var changed = post
        try apply(to: &changed, reservation, holders, work, on: db)
        if changed.record == post.record {
            throw ServiceError.conflict("The post \(name) is like that already; nothing was changed.")
        }
        if let reservation, !change.isRelease, reservation.isBroken(by: changed.record) {
            guard releasing else {
                throw ServiceError.conflict(
                    "\(reservation.words), who could not start in it then; add --release to give that up, or leave it as it is."
                )
            }
            changed.reservations.end(on: work.today)
        }
        try PostTable.write([PostTable.Change(changed, of: post, reason: reason)], work, on: db)
        try EstablishmentCheck.refuse(post: post.id, work, on: db)
        return PostLine(changed, holders, on: max(day ?? work.today, work.today))
    }

    /// The day of the change, where it has one.
    private var day: CalendarDate? {
        switch change {
        case .freeze(let day, _), .thaw(let day), .delete(let day): day
        case .edit, .reserve, .release: nil
        }
    }

    /// Makes the post what it is to be.
    private func apply(
        to post: inout PostRow, _ reservation: Reservation?, _ holders: [AssignmentRow], _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        let name = post.record.postRef
        switch change {
        case .edit(let edit):
            let before = post.record.createdOn
            edit.apply(to: &post.record)
            try post.record.refuseImpossible(work.codes(.role, on: db))
            if post.record.createdOn > before, let fault = post.record.fault(of: holders.map(\.record)) {
                throw ServiceError.conflict(
                    "\(fault); give an earlier day, or correct the assignment with berth assignment correct.")
            }
        case .freeze(let from, let until):
            try Self.freeze(&post.record, from: from ?? work.today, until: until)
        case .thaw(let on):
            let date = on ?? work.today
            guard let spell = post.record.spells.first(where: { $0.contains(date) }) else {
                throw ServiceError.conflict(
                    "The post \(name) is not frozen on \(date), so there is nothing to thaw.")
            }
            post.record.spells = post.record.spells.compactMap {
                $0 == spell ? FrozenSpell(from: $0.from, until: date) : $0
            }
        case .delete(let on):
            let date = on ?? work.today
            if date < post.record.createdOn {
                throw ServiceError.badData(
                    "The post \(name) was created on \(post.record.createdOn); it cannot be deleted before that."
                )
            }
            post.record.closedOn = date
        case .reserve(let candidate, let from, let on):
            let found = try work.candidateNamed(candidate, on: db)
            if let reservation, found.id != reservation.candidateID {
                throw ServiceError.conflict("\(reservation.words); release it first with berth post release.")
            }
            if post.reservations.lasting?.candidateID != found.id,
                let came = holders.first(where: { $0.candidateID == found.id })?.record.startedOn
            {
                throw ServiceError.conflict(
                    "\(found.reference) is in the post \(name) from \(came) already, so it need not be kept for them."
                )
            }
            try post.keep(for: found, expectedOn: from, on: on, work)
        case .release(let on):
            try work.refuseFuture(on ?? work.today, "The release of the post \(name)")
            let date = on ?? work.today
            guard post.reservations.contains(where: { $0.stands(on: date) }) else {
                throw ServiceError.conflict(
                    "The post \(name) is kept for nobody\(on.map { " on \($0)" } ?? "").")
            }
            post.reservations.end(on: date)
        }
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

extension PostRow {
    /// Keeps the post for a candidate, or corrects since when it is kept for them and when they are expected.
    ///
    /// - Parameter on: the first day; as it was, or today for another candidate, when nil.
    /// - Throws: `badData` for a day after today, `conflict` where it was kept for somebody else then.
    fileprivate mutating func keep(
        for candidate: (id: UUID, reference: String), expectedOn: CalendarDate?, on: CalendarDate?,
        _ work: Work
    ) throws(ServiceError) {
        let name = record.postRef
        let lasting = reservations.lasting
        let isTheSame = lasting?.candidateID == candidate.id
        let from = on ?? (isTheSame ? lasting?.from : nil) ?? work.today
        try work.refuseFuture(from, "The reservation of the post \(name)")
        if isTheSame {
            reservations.removeAll { $0.until == nil }
        } else if let lasting, lasting.from < from {
            // Who has come is not waited for any more.
            reservations.end(on: from)
        }
        let kept = PostReservation(
            candidateID: candidate.id, candidate: candidate.reference, from: from, expectedOn: expectedOn)
        if let other = reservations.add(kept) {
            throw .conflict(
                "The post \(name) was kept for \(other.words), so it cannot be kept for \(candidate.reference) from \(from); give a later day, or correct the other with berth post release --on."
            )
        }
    }
}
