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

    /// - Parameters:
    ///   - number: the number of the event, as `berth apprentice show` lists it.
    ///   - on: the right day; nil takes the event back.
    ///   - reason: why.
    public init(
        reference: String, standard: String? = nil, number: Int, on: CalendarDate?, reason: String
    ) {
        self.reference = reference
        self.standard = standard
        self.number = number
        self.on = on
        self.reason = reason
    }

    /// Stores a further revision of the event.
    ///
    /// - Throws: `notFound` for a number that there is not, `conflict` when what is left makes no apprenticeship,
    ///   or a start is too near the planned end.
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
        if kind == .started, let on,
            let fault = record.startDayFault(on, try work.reference(on: db))
        {
            throw ServiceError.conflict(fault)
        }
        // In its place among the events of one day, as they are read again.
        let episode = try row.replayed(
            row.events.compactMap { event in
                event.sequence == number ? on.map { ApprenticeshipEvent(kind, on: $0) } : event.event
            })
        try ApprenticeTable.insertEvents(
            [
                .init(
                    id: row.id, sequence: number, revision: found.revision + 1, kind: kind, on: on,
                    reasonCode: found.reasonCode, reason: reason, overrideReason: found.overrideReason)
            ], work, on: db)
        try ApprenticeTable.keepTraining(
            [(row.id, TrainingSpan(episode))], work, on: db)
        return try work.apprenticeReport(
            record.apprenticeRef, standard: record.standardRef, Moment(asOf: nil, asAt: nil, work: work),
            on: db
        )
    }
}
