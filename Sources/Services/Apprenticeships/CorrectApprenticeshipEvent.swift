public import Domain
public import Postgres

/// Corrects the day of something that happened to an apprentice, or takes it back.
public struct CorrectApprenticeshipEvent: Verb {
    /// Those who manage apprenticeships.
    public static var action: Action { .manageApprenticeships }

    let reference: String
    let standard: String?
    let number: Int
    let on: CalendarDate?
    let reason: String
    let overrideReason: String?

    /// - Parameters:
    ///   - number: the number of the event, as `berth apprentice show` lists it.
    ///   - on: the right day; nil takes the event back.
    ///   - reason: why.
    ///   - overrideReason: why it started on the right day all the same, where the standard or funding has something against it.
    public init(
        reference: String, standard: String? = nil, number: Int, on: CalendarDate?, reason: String,
        overrideReason: String? = nil
    ) {
        self.reference = reference
        self.standard = standard
        self.number = number
        self.on = on
        self.reason = reason
        self.overrideReason = overrideReason
    }

    /// Stores a further revision of the event.
    ///
    /// - Throws: `notFound` for a number that there is not, `badData` for something else than a start with a reason to
    ///   override, `conflict` when what is left makes no apprenticeship, or a start is held to a rule that the right day breaks.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ApprenticeReport {
        let row = try work.apprenticeship(reference, standard: standard, on: db)
        let record = row.record
        try work.refuseBeyondReach(.manageApprenticeships, of: row.organisationID, record.organisation)
        try work.refuseBlank(reason, for: "The correction of \(record.apprenticeRef)")
        guard let found = row.events.first(where: { $0.sequence == number }) else {
            throw ServiceError.notFound(
                "\(record.apprenticeRef) has no event \(number); see berth apprentice show \(record.apprenticeRef)."
            )
        }
        if let on {
            try work.refuseFuture(on, "What happened to \(record.apprenticeRef)")
            if on == found.event.on {
                throw ServiceError.badData(
                    "Event \(number) of \(record.apprenticeRef) is dated \(on) already; give another day.")
            }
        }
        let kind = found.event.kind
        if overrideReason != nil, kind != .started || on == nil {
            throw ServiceError.badData(
                "Only the day of a start has something to override; leave --override-reason out.")
        }
        var override = found.overrideReason
        if kind == .started, let on { override = try overridden(row, found, on: on, work, on: db) }
        if kind == .transferred { try refuseBesideContinuation(of: row, on: db, work) }
        // In its place among the events of one day, as they are read again.
        let episode = try row.replayed(
            row.events.compactMap { event in
                event.sequence == number ? on.map { ApprenticeshipEvent(kind, on: $0) } : event.event
            })
        try ApprenticeTable.insertEvents(
            [
                .init(
                    id: row.id, sequence: number, revision: found.revision + 1, kind: kind, on: on,
                    reasonCode: found.reasonCode, reason: reason, overrideReason: override)
            ], work, on: db)
        try ApprenticeTable.keepTraining(
            [(row.id, TrainingSpan(episode))], work, on: db)
        return try work.apprenticeReport(
            record.apprenticeRef, standard: record.standardRef, Moment(present: work),
            on: db
        )
    }

    /// Refuses to take a transfer back, or to date it after the day on which the training went on at another employer: the
    /// person would be counted at both. Of a training out of sight no more is told than that day.
    private func refuseBesideContinuation(
        of row: ApprenticeshipRow, on db: isolated PostgresConnection, _ work: Work
    ) throws {
        let name = TrainingPeople.name(row.record)
        let later = try work.seeingEverything(on: db) {
            try work.apprenticeships(
                where:
                    "kept.transferred_from is not null and apprenticeship.standard_key = \(Reference.key(row.record.standardRef))",
                on: db)
        }
        for other in later where other.record.formerName == name {
            guard let start = try other.episode().startedOn, on.map({ $0 > start }) ?? true else { continue }
            throw ServiceError(
                .conflict,
                "The training of \(row.record.apprenticeRef) goes on at another employer since \(start); that start is to be corrected first, or give a day of the transfer up to it."
            )
        }
    }

    /// The reason to have started all the same on the right day; the one given before, where nothing new stands against it.
    private func overridden(
        _ row: ApprenticeshipRow, _ found: ApprenticeshipRow.Event, on start: CalendarDate, _ work: Work,
        on db: isolated PostgresConnection
    ) throws -> String? {
        let record = row.record
        let reference = try work.reference(on: db)
        try work.refuseImpossibleStart(of: record, on: start, reference, on: db)
        let book = StandardBook(try work.standards(on: db))
        func fault(_ date: CalendarDate) -> StartFault? {
            record.startFault(book.standard(record.standardRef, on: date), on: date, reference)
        }
        guard let standing = fault(start) else { return found.overrideReason }
        // What was said of the other day says it of this one too, if it had to be said then.
        if overrideReason == nil, found.overrideReason != nil, fault(found.event.on) != nil {
            return found.overrideReason
        }
        return try work.overriding([standing], of: row, overrideReason)
    }
}
