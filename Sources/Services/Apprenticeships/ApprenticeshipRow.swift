import Domain
import FoundationEssentials
import Postgres

/// An apprenticeship of the database as it was known at a moment.
struct ApprenticeshipRow: Sendable {
    /// An event, with the number by which it is corrected.
    struct Event: Sendable {
        let sequence: Int
        let revision: Int
        let event: ApprenticeshipEvent
        let reasonCode: String?
        let reason: String?
        let overrideReason: String?
        let recordedAt: Date
    }

    let id: UUID
    let organisationID: UUID
    let revision: Int
    let termsNo: Int
    let recordedAt: Date
    let record: ApprenticeRecord
    /// What happened, in the order of the record.
    var events: [Event] = []
    /// The number of the last event, also where it was taken back.
    var lastSequence = 0

    /// What happened up to a day, replayed.
    ///
    /// - Throws: `internal`, since nothing is stored that cannot be replayed.
    func episode(on date: CalendarDate? = nil) throws(ServiceError) -> ApprenticeshipEpisode {
        do {
            return try ApprenticeshipEpisode(
                events.map(\.event).filter { event in date.map { event.on <= $0 } ?? true })
        } catch {
            throw ServiceError(
                .internal, "What is stored of \(record.apprenticeRef) makes no apprenticeship: \(error)")
        }
    }
}

extension Work {
    private typealias ApprenticeshipColumns = (
        UUID, UUID, Int, Int, Date, String, String, String, String, String, Bool, Bool, String?,
        String?, CalendarDate?, CalendarDate?, Int?, Int?, String?, String?, CalendarDate?, Bool, String?
    )

    /// Apprenticeships with what happened to them, as known at a moment, by reference and standard.
    ///
    /// - Parameters:
    ///   - condition: on `apprenticeship`, and on `kept`, its version; all of the partnership when nil.
    ///   - moment: now when nil.
    func apprenticeships(
        where condition: SQL? = nil, at moment: Date? = nil, on db: isolated PostgresConnection
    ) throws -> [ApprenticeshipRow] {
        let known: SQL =
            moment.map { "kept.recorded_at <= \($0) and kept.superseded_at > \($0)" }
            ?? "kept.superseded_at = 'infinity'"
        // Apart, since the server would rather pair every employer with every version than look at apprenticeships first.
        let codes = Dictionary(
            try db.query(
                "select organisation_id, code from berth.organisation where partnership_id = \(partnership.id)",
                as: (UUID, String).self
            ).map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
        // Of everybody the versions are read as they lie and then paired; the server would rather look up each of them, since
        // it does not know that row security, checked once for all, costs nothing for each.
        let reading: SQL = condition == nil ? "materialized" : "not materialized"
        var rows = try db.query(
            """
            with kept as \(reading) (
                select apprenticeship_id, revision, terms_no, recorded_at, superseded_at, given_name,
                       family_name, name_key, role, was_employee, in_maintained_school, provider, mentor,
                       planned_start_on, planned_end_on, price_pence, agreed_hours, hours_reason, wage_scheme,
                       date_of_birth, age_exception, transferred_from
                from berth.apprenticeship_version as kept
                where kept.partnership_id = \(partnership.id) and \(known)
            )
            select apprenticeship.apprenticeship_id, apprenticeship.organisation_id, kept.revision, kept.terms_no,
                   kept.recorded_at, apprenticeship.reference, kept.given_name, kept.family_name,
                   apprenticeship.standard_ref, kept.role, kept.was_employee, kept.in_maintained_school,
                   kept.provider, kept.mentor, kept.planned_start_on, kept.planned_end_on, kept.price_pence,
                   kept.agreed_hours, kept.hours_reason, kept.wage_scheme, kept.date_of_birth,
                   kept.age_exception, kept.transferred_from
            from berth.apprenticeship
            join kept on kept.apprenticeship_id = apprenticeship.apprenticeship_id
            where apprenticeship.partnership_id = \(partnership.id) and \(condition ?? "true")
            order by apprenticeship.reference collate "C", apprenticeship.standard_ref collate "C"
            """, as: ApprenticeshipColumns.self
        ).compactMap { row -> ApprenticeshipRow? in
            guard let employer = codes[row.1] else { return nil }
            return ApprenticeshipRow(
                id: row.0, organisationID: row.1, revision: row.2, termsNo: row.3, recordedAt: row.4,
                record: ApprenticeRecord(
                    organisation: employer, apprenticeRef: row.5, givenName: row.6, familyName: row.7,
                    standardRef: row.8, role: row.9, wasEmployee: row.10, maintainedSchool: row.11,
                    provider: row.12, mentor: row.13, plannedStartOn: row.14, plannedEndOn: row.15,
                    pricePence: row.16, agreedHours: row.17, hoursReason: row.18, wageScheme: row.19,
                    dateOfBirth: row.20, ageException: row.21, transferredFrom: row.22))
        }
        let happened = try events(
            of: condition == nil ? nil : rows.map(\.id), at: moment, on: db)
        for place in rows.indices {
            guard let happened = happened[rows[place].id] else { continue }
            rows[place].events = happened.compactMap(\.event)
            rows[place].lastSequence = happened.last?.sequence ?? 0
        }
        return rows
    }

    /// The last revision of every event, as known at a moment, by apprenticeship and number; nil for one taken back.
    ///
    /// Read as the index has them, so that the server need not sort; a later revision takes the place of the one before.
    private func events(
        of apprenticeships: [UUID]?, at moment: Date?, on db: isolated PostgresConnection
    ) throws -> [UUID: [(sequence: Int, event: ApprenticeshipRow.Event?)]] {
        let recorded: SQL = moment.map { "event.recorded_at <= \($0)" } ?? "true"
        let isSought: SQL = apprenticeships.map { "event.apprenticeship_id = any (\($0))" } ?? "true"
        var found: [UUID: [(sequence: Int, event: ApprenticeshipRow.Event?)]] = [:]
        try db.forEachRow(
            """
            select event.apprenticeship_id, event.sequence, event.revision, event.event, event.happened_on,
                   event.reason_code, event.reason, event.override_reason, event.recorded_at
            from berth.apprenticeship_event as event
            where event.partnership_id = \(partnership.id) and \(recorded) and \(isSought)
            order by event.partnership_id, event.apprenticeship_id, event.sequence, event.revision
            """, as: (UUID, Int, Int, String, CalendarDate?, String?, String?, String?, Date).self
        ) { id, sequence, revision, kind, date, code, reason, override, at in
            var event: ApprenticeshipRow.Event?
            if let kind = ApprenticeshipEvent.Kind(rawValue: kind), let date {
                event = ApprenticeshipRow.Event(
                    sequence: sequence, revision: revision, event: ApprenticeshipEvent(kind, on: date),
                    reasonCode: code, reason: reason, overrideReason: override, recordedAt: at)
            }
            let isCorrection = found[id]?.last?.sequence == sequence
            if isCorrection { found[id]?.removeLast() }
            found[id, default: []].append((sequence, event))
        }
        return found
    }

    /// The apprenticeship with a reference; where the person has been on several standards, the one named, or else the
    /// one under way, or else the last to start.
    ///
    /// - Throws: `notFound` for one that does not exist or is out of sight.
    func apprenticeship(
        _ reference: String, standard: String? = nil, on db: isolated PostgresConnection
    ) throws -> ApprenticeshipRow {
        let found = try apprenticeships(
            where: "apprenticeship.reference_key = \(Reference.key(reference))", on: db)
        guard let first = found.first else {
            throw ServiceError.notFound(
                "There is no apprentice \(reference) in \(partnership.name); see berth apprentice list.")
        }
        if let standard {
            guard
                let named = found.first(where: {
                    Reference.key($0.record.standardRef) == Reference.key(standard)
                })
            else {
                throw ServiceError.notFound(
                    "\(first.record.apprenticeRef) is not on the standard \(standard), but on \(found.map(\.record.standardRef).joined(separator: ", "))."
                )
            }
            return named
        }
        return try Self.present(found) ?? first
    }

    /// Of the apprenticeships of one person the one under way, or else one that is still to start, or else the last.
    static func present(_ rows: [ApprenticeshipRow]) throws -> ApprenticeshipRow? {
        let states = try rows.map { try $0.episode() }
        if let place = states.firstIndex(where: { $0.state.isUnderWay }) { return rows[place] }
        if let place = states.firstIndex(where: { $0.state == .notStarted }) { return rows[place] }
        return rows.indices.max {
            (states[$0].startedOn ?? Self.never) < (states[$1].startedOn ?? Self.never)
        }
        .map { rows[$0] }
    }

    private static let never = CalendarDate(daysSinceEpoch: Int32.min)
}
