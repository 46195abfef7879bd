public import Domain
public import Postgres

/// Records what happened to an apprentice: started, began a break, came back, gateway, achieved, withdrew, transferred.
public struct RecordApprenticeshipEvent: Verb {
    /// Those who manage apprenticeships.
    public static var action: Action { .manageApprenticeships }

    let reference: String
    let standard: String?
    let kind: ApprenticeshipEvent.Kind
    let on: CalendarDate?
    let reasonCode: String?
    let note: String?
    let overrideReason: String?

    /// - Parameters:
    ///   - on: the day; today when nil.
    ///   - reasonCode: why, by the code of a reason for such an event; demanded of who withdraws.
    ///   - note: what else is to be said.
    ///   - overrideReason: why a start is recorded that not both sides have agreed to, or that funding does not pay for.
    public init(
        reference: String, standard: String? = nil, event: ApprenticeshipEvent.Kind, on: CalendarDate? = nil,
        reasonCode: String? = nil, note: String? = nil, overrideReason: String? = nil
    ) {
        self.reference = reference
        self.standard = standard
        kind = event
        self.on = on
        self.reasonCode = reasonCode
        self.note = note
        self.overrideReason = overrideReason
    }

    /// Stores the event.
    ///
    /// - Throws: `conflict` for an event that does not fit what happened before, a start that is not agreed, not funded or too near the
    ///   planned end, or a person who is on another standard; `badData` for a day after today or a code that is no reason for such an
    ///   event.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ApprenticeReport {
        let date = on ?? work.today
        let row = try work.apprenticeship(reference, standard: standard, on: db)
        let record = row.record
        try work.refuseBeyondReach(.manageApprenticeships, of: row.organisationID, record.organisation)
        try work.refuseFuture(date, "What happened to \(record.apprenticeRef)")
        if let decision = kind.decision {
            if reasonCode != nil || kind == .withdrawn {
                try work.refuseUnknownReason(reasonCode, for: decision, on: db)
            }
        } else if let reasonCode {
            throw ServiceError.badData(
                "An apprentice who \(kind.words) needs no reason code such as \"\(reasonCode)\"; say it with --note."
            )
        }
        let override = kind == .started ? try overridden(row, on: date, work, on: db) : nil
        let episode = try row.replayed(row.events.map(\.event) + [ApprenticeshipEvent(kind, on: date)])
        try ApprenticeTable.insertEvents(
            [
                .init(
                    id: row.id, sequence: row.lastSequence + 1, kind: kind, on: date,
                    reasonCode: reasonCode, reason: note, overrideReason: override)
            ], work, on: db)
        try ApprenticeTable.keepTraining(
            [(row.id, TrainingSpan(episode))], work, on: db)
        return try work.apprenticeReport(
            record.apprenticeRef, standard: record.standardRef, Moment(present: work),
            on: db
        )
    }

    /// The reason to start all the same, where something stands against it, there is a reason, and the operator may; nil
    /// where nothing does.
    private func overridden(
        _ row: ApprenticeshipRow, on start: CalendarDate, _ work: Work, on db: isolated PostgresConnection
    ) throws -> String? {
        let record = row.record
        let reference = try work.reference(on: db)
        try work.refuseImpossibleStart(of: record, on: start, reference, on: db)
        let given = try work.approvals(of: row, on: db)
        let open = TrainingParty.allCases.filter { party in !given.contains { $0.party == party } }
        let who = open.map(\.rawValue).joined(separator: " and ")
        let standard = StandardBook(try work.standards(on: db)).standard(record.standardRef, on: start)
        let faults = [
            open.isEmpty
                ? nil
                : StartFault(
                    what:
                        "The \(who) \(open.count == 1 ? "has" : "have") not agreed to the training of \(record.apprenticeRef)",
                    wayOut: "record that with berth apprentice approve"),
            record.startFault(standard, on: start, reference),
        ].compactMap(\.self)
        if faults.isEmpty { return nil }
        return try work.overriding(faults, of: row, overrideReason)
    }
}

extension ApprenticeshipRow {
    /// What would have happened then.
    ///
    /// - Parameter events: in the order of their numbers, which is that of one day.
    /// - Throws: `conflict` for what does not fit.
    func replayed(_ events: [ApprenticeshipEvent]) throws(ServiceError) -> ApprenticeshipEpisode {
        do {
            return try ApprenticeshipEpisode(events)
        } catch {
            throw .conflict("\(record.apprenticeRef): \(error)")
        }
    }
}
