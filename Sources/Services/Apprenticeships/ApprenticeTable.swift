import Domain
import FoundationEssentials
import Postgres

/// Writes apprenticeships, many at a time.
enum ApprenticeTable {
    /// A version to be written.
    struct Entry: Sendable {
        let id: UUID
        let organisationID: UUID
        let revision: Int
        let termsNo: Int
        let record: ApprenticeRecord
        /// The version before; nil for what is new.
        var before: ApprenticeRecord?

        /// The first version of an apprenticeship.
        init(new record: ApprenticeRecord, id: UUID, organisationID: UUID) {
            self.id = id
            self.organisationID = organisationID
            (revision, termsNo) = (1, 1)
            self.record = record
        }

        /// The next version of one.
        init(_ row: ApprenticeshipRow, changedTo record: ApprenticeRecord) {
            id = row.id
            organisationID = row.organisationID
            revision = row.revision + 1
            termsNo = row.termsNo + (record.hasTheTermsOf(row.record) ? 0 : 1)
            self.record = record
            before = row.record
        }
    }

    /// Adds apprenticeships that are new, each with its first version.
    static func insert(_ added: [Entry], _ work: Work, on db: isolated PostgresConnection) throws {
        if added.isEmpty { return }
        try db.execute(
            """
            insert into berth.apprenticeship (
                partnership_id, apprenticeship_id, organisation_id, reference, standard_ref)
            select \(work.partnership.id), given.id, given.organisation_id, given.reference, given.standard_ref
            from unnest(
                \(added.map(\.id)), \(added.map(\.organisationID)), \(added.map(\.record.apprenticeRef)),
                \(added.map(\.record.standardRef))
            ) as given (id, organisation_id, reference, standard_ref)
            """)
        try insertVersions(added, work, on: db)
        try work.auditNew(
            try added.map {
                AuditDraft(subjectID: $0.id, kind: "apprentice_added", after: try Work.json($0.record))
            }, of: "apprenticeship", on: db)
    }

    /// Adds further versions of apprenticeships, and closes those before.
    ///
    /// - Throws: `conflict` when somebody else has changed one meanwhile.
    static func update(_ changed: [Entry], _ work: Work, on db: isolated PostgresConnection) throws {
        if changed.isEmpty { return }
        try close(changed.map { ($0.id, $0.revision - 1) }, work, on: db)
        try insertVersions(changed, work, on: db)
        try work.auditMore(
            try changed.map {
                AuditDraft(
                    subjectID: $0.id, kind: "apprentice_changed", before: try Work.json($0.before),
                    after: try Work.json($0.record))
            }, of: "apprenticeship", on: db)
    }

    /// Takes back what was planned: no version of it stands any more.
    ///
    /// - Throws: `conflict` when somebody else has changed it meanwhile.
    static func takeBack(
        _ row: ApprenticeshipRow, reason: String, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        try close([(row.id, row.revision)], work, on: db)
        try db.execute(
            """
            update berth.apprenticeship
            set taken_back = true, version = version + 1
            where partnership_id = \(work.partnership.id) and apprenticeship_id = \(row.id)
            """)
        try work.auditMore(
            [
                AuditDraft(
                    subjectID: row.id, kind: "apprentice_taken_back", before: try Work.json(row.record),
                    reason: reason)
            ], of: "apprenticeship", on: db)
    }

    private static func close(
        _ versions: [(id: UUID, revision: Int)], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let closed = try db.execute(
            """
            update berth.apprenticeship_version as kept
            set superseded_at = \(work.now)
            from unnest(\(versions.map(\.id)), \(versions.map(\.revision))) as given (id, revision)
            where kept.partnership_id = \(work.partnership.id) and kept.apprenticeship_id = given.id
              and kept.revision = given.revision and kept.superseded_at = 'infinity'
            """)
        try work.refuseLostRace(closed, of: versions.count)
    }

    private static func insertVersions(
        _ entries: [Entry], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let records = entries.map(\.record)
        try db.execute(
            """
            insert into berth.apprenticeship_version (
                partnership_id, apprenticeship_id, revision, terms_no, given_name, family_name, name_key, role,
                was_employee, in_maintained_school, provider, mentor, planned_start_on, planned_end_on, price_pence,
                agreed_hours, hours_reason, wage_scheme, date_of_birth, age_exception, transferred_from, recorded_by, recorded_at)
            select \(work.partnership.id), given.id, given.revision, given.terms_no, given.given_name,
                   given.family_name, given.name_key, given.role, given.was_employee, given.in_school,
                   given.provider, given.mentor, given.planned_start_on, given.planned_end_on, given.price,
                   given.hours, given.hours_reason, given.wage_scheme, given.date_of_birth, given.age_exception, given.transferred_from,
                   \(work.actor.accountID), \(work.now)
            from unnest(
                \(entries.map(\.id)), \(entries.map(\.revision)), \(entries.map(\.termsNo)),
                \(records.map(\.givenName)), \(records.map(\.familyName)),
                \(records.map { CandidateName.nameKey(given: $0.givenName, family: $0.familyName) }),
                \(records.map(\.role)), \(records.map(\.wasEmployee)), \(records.map(\.maintainedSchool)),
                \(records.map(\.provider)), \(records.map(\.mentor)), \(records.map(\.plannedStartOn)),
                \(records.map(\.plannedEndOn)), \(records.map(\.pricePence)), \(records.map(\.agreedHours)),
                \(records.map(\.hoursReason)), \(records.map(\.wageScheme)), \(records.map(\.dateOfBirth)), \(records.map(\.ageException)),
                \(records.map(\.transferredFrom))
            ) as given (
                id, revision, terms_no, given_name, family_name, name_key, role, was_employee, in_school, provider,
                mentor, planned_start_on, planned_end_on, price, hours, hours_reason, wage_scheme, date_of_birth,
                age_exception, transferred_from)
            """)
    }

    /// Keeps, for the constraint, from when to when each person is on a standard, from what is known now.
    ///
    /// What ends comes before what begins: somebody may end one and begin another in one file.
    static func keepTraining(
        _ entries: [(id: UUID, span: TrainingSpan?)], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        for isOpen in [false, true] {
            let turn = entries.filter { ($0.span?.isOpen ?? false) == isOpen }
            if turn.isEmpty { continue }
            try db.execute(
                """
                update berth.apprenticeship as kept
                set training = case when given.first_day is not null
                                    then daterange(given.first_day, given.last_day, '[]') end,
                    version = kept.version + 1
                from unnest(
                    \(turn.map(\.id)), \(turn.map { $0.span?.from }), \(turn.map { $0.span?.to })
                ) as given (id, first_day, last_day)
                where kept.partnership_id = \(work.partnership.id) and kept.apprenticeship_id = given.id
                """)
        }
    }

    /// Facts to be written, of one apprenticeship after another.
    struct NewEvent: Sendable {
        let id: UUID
        let sequence: Int
        var revision = 1
        let kind: ApprenticeshipEvent.Kind
        /// Nil for an event that is taken back.
        let on: CalendarDate?
        var reasonCode: String?
        /// In words.
        var reason: String?
        var overrideReason: String?

        /// What the audit keeps.
        struct Audited: Encodable, Sendable {
            let number: Int
            let event: String
            let happenedOn: CalendarDate?
            let reasonCode: String?
            let reason: String?
            let overrideReason: String?
        }

        var audited: Audited {
            Audited(
                number: sequence, event: kind.rawValue, happenedOn: on, reasonCode: reasonCode,
                reason: reason,
                overrideReason: overrideReason)
        }
    }

    static func insertEvents(_ events: [NewEvent], _ work: Work, on db: isolated PostgresConnection) throws {
        if events.isEmpty { return }
        try db.execute(
            """
            insert into berth.apprenticeship_event (
                partnership_id, apprenticeship_id, sequence, revision, event, happened_on, reason_code, reason,
                override_reason, recorded_by, recorded_at)
            select \(work.partnership.id), given.id, given.sequence, given.revision, given.event, given.happened_on,
                   given.reason_code, given.reason, given.override_reason, \(work.actor.accountID), \(work.now)
            from unnest(
                \(events.map(\.id)), \(events.map(\.sequence)), \(events.map(\.revision)),
                \(events.map(\.kind.rawValue)), \(events.map(\.on)), \(events.map(\.reasonCode)),
                \(events.map(\.reason)), \(events.map(\.overrideReason))
            ) as given (id, sequence, revision, event, happened_on, reason_code, reason, override_reason)
            """)
        try work.auditMore(
            try events.map {
                AuditDraft(
                    subjectID: $0.id,
                    kind: $0.revision == 1
                        ? "apprenticeship_\($0.kind.rawValue)"
                        : $0.on == nil ? "apprenticeship_event_taken_back" : "apprenticeship_event_corrected",
                    after: try Work.json($0.audited))
            }, of: "apprenticeship", on: db)
    }
}
