import Domain
import FoundationEssentials
import Postgres

extension StudentsFile {
    /// What a row says about a student; a column that the file does not have keeps what is stored.
    static func record(
        _ row: ImportRow, over earlier: StudentRecord?, term: String, _ run: ImportRun
    ) -> StudentRecord {
        func value<Value>(_ field: Field, _ given: Value?, _ kept: Value?) -> Value? {
            run.has(field) ? given : kept
        }
        func list(_ field: Field, _ kept: [String]?) -> [String] {
            run.has(field) ? row.list(field) : kept ?? []
        }
        return StudentRecord(
            organisation: row.text(Field.organisation),
            studentRef: earlier?.studentRef ?? row.text(Field.studentRef),
            givenName: row.text(Field.givenName), familyName: row.text(Field.familyName),
            programme: row.text(Field.programme), stage: row.text(Field.stage), term: term,
            latitude: value(.latitude, row.decimal(Field.latitude), earlier?.latitude),
            longitude: value(.longitude, row.decimal(Field.longitude), earlier?.longitude),
            hasCar: value(.hasCar, row.boolean(Field.hasCar), earlier?.hasCar),
            maxTravelMinutes: value(
                .maxTravelMinutes, row.integer(Field.maxTravelMinutes), earlier?.maxTravelMinutes),
            daysRequired: value(.daysRequired, row.integer(Field.daysRequired), earlier?.daysRequired),
            hoursRequired: value(.hoursRequired, row.integer(Field.hoursRequired), earlier?.hoursRequired),
            dbsClearedOn: value(.dbsClearedOn, row.date(Field.dbsClearedOn), earlier?.dbsClearedOn),
            conflicts: list(.conflicts, earlier?.conflicts),
            priorSettings: list(.priorSettings, earlier?.priorSettings),
            attributes: list(.attributes, earlier?.attributes),
            withdrawnOn: value(.withdrawnOn, row.date(Field.withdrawnOn), earlier?.withdrawnOn))
    }

    static func insert(_ added: [Entry], _ work: Work, on db: isolated PostgresConnection) throws {
        if added.isEmpty { return }
        let records = added.map(\.record)
        try db.execute(
            """
            insert into berth.student (
                partnership_id, student_id, organisation_id, term_id, reference, given_name, family_name,
                name_key, programme, stage, latitude, longitude, has_car, max_travel_minutes, days_required,
                hours_required, dbs_cleared_on, withdrawn_on, attributes)
            select \(work.partnership.id), given.id, given.organisation_id, given.term_id, given.reference,
                   given.given_name, given.family_name, given.name_key, given.programme, given.stage,
                   given.latitude, given.longitude, given.has_car, given.max_travel_minutes,
                   given.days_required, given.hours_required, given.dbs_cleared_on, given.withdrawn_on,
                   \(Self.attributesOfText)
            from unnest(
                \(added.map(\.id)), \(added.map(\.organisationID)), \(added.map(\.termID)),
                \(records.map(\.studentRef)), \(records.map(\.givenName)), \(records.map(\.familyName)),
                \(records.map(Self.nameKey)), \(records.map(\.programme)), \(records.map(\.stage)),
                \(records.map(\.latitude)), \(records.map(\.longitude)), \(records.map(\.hasCar)),
                \(records.map(\.maxTravelMinutes)), \(records.map(\.daysRequired)),
                \(records.map(\.hoursRequired)),
                \(records.map(\.dbsClearedOn)), \(records.map(\.withdrawnOn)),
                \(records.map { $0.attributes.joined(separator: ";") })
            ) as given (
                id, organisation_id, term_id, reference, given_name, family_name, name_key, programme, stage,
                latitude, longitude, has_car, max_travel_minutes, days_required, hours_required, dbs_cleared_on,
                withdrawn_on,
                attributes)
            """)
        try insertLists(added, work, on: db)
        try insertAdjustments(added, work, on: db)
        try work.auditNew(
            try added.map {
                AuditDraft(subjectID: $0.id, kind: "student_added", after: try Work.json($0.record))
            }, of: "student", on: db)
    }

    static func update(
        _ changed: [Entry], withAdjustments: Bool, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if changed.isEmpty { return }
        let records = changed.map(\.record)
        let count = try db.execute(
            """
            update berth.student as student
            set organisation_id = given.organisation_id, term_id = given.term_id,
                given_name = given.given_name, family_name = given.family_name, name_key = given.name_key,
                programme = given.programme, stage = given.stage, latitude = given.latitude,
                longitude = given.longitude, has_car = given.has_car,
                max_travel_minutes = given.max_travel_minutes, days_required = given.days_required,
                hours_required = given.hours_required,
                dbs_cleared_on = given.dbs_cleared_on, withdrawn_on = given.withdrawn_on,
                attributes = \(Self.attributesOfText), version = student.version + 1
            from unnest(
                \(changed.map(\.id)), \(changed.map { $0.known?.version ?? 0 }),
                \(changed.map(\.organisationID)), \(changed.map(\.termID)), \(records.map(\.givenName)),
                \(records.map(\.familyName)), \(records.map(Self.nameKey)), \(records.map(\.programme)),
                \(records.map(\.stage)), \(records.map(\.latitude)), \(records.map(\.longitude)),
                \(records.map(\.hasCar)), \(records.map(\.maxTravelMinutes)), \(records.map(\.daysRequired)),
                \(records.map(\.hoursRequired)),
                \(records.map(\.dbsClearedOn)), \(records.map(\.withdrawnOn)),
                \(records.map { $0.attributes.joined(separator: ";") })
            ) as given (
                id, version, organisation_id, term_id, given_name, family_name, name_key, programme, stage,
                latitude, longitude, has_car, max_travel_minutes, days_required, hours_required, dbs_cleared_on,
                withdrawn_on,
                attributes)
            where student.partnership_id = \(work.partnership.id) and student.student_id = given.id
              and student.version = given.version
            """)
        try work.refuseLostRace(count, of: changed.count)
        try work.clearStudentLists(
            of: changed.map(\.id), tables: ["berth.student_conflict", "berth.student_prior_setting"], on: db)
        try insertLists(changed, work, on: db)
        let relisted = withAdjustments ? changed.filter { $0.known?.adjustments != $0.adjustments } : []
        try work.clearStudentLists(
            of: relisted.map(\.id), tables: ["berth.student_adjustment"], on: db)
        try insertAdjustments(relisted, work, on: db)
        try work.auditMore(
            try changed.map {
                AuditDraft(
                    subjectID: $0.id, kind: "student_changed", before: try Work.json($0.known?.record),
                    after: try Work.json($0.record))
            }, of: "student", on: db)
        // Of those that were added with some, `student_added` says enough; what they are is said nowhere.
        try work.auditMore(
            relisted.map { AuditDraft(subjectID: $0.id, kind: "student_adjustments_changed") },
            of: "student", on: db)
    }

    private static func nameKey(_ record: StudentRecord) -> String {
        CandidateName.nameKey(given: record.givenName, family: record.familyName)
    }

    /// An array of arrays of different lengths cannot be bound, so each list comes as a text.
    private static let attributesOfText: SQL =
        "case when given.attributes = '' then '{}'::text[] else string_to_array(given.attributes, ';') end"

    private static func insertLists(
        _ entries: [Entry], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let conflicts = entries.flatMap { entry in entry.record.conflicts.map { (entry.id, $0) } }
        if !conflicts.isEmpty {
            try db.execute(
                """
                insert into berth.student_conflict (partnership_id, student_id, conflict)
                select \(work.partnership.id), given.id, given.conflict
                from unnest(\(conflicts.map(\.0)), \(conflicts.map(\.1))) as given (id, conflict)
                """)
        }
        let priors = entries.flatMap { entry in
            entry.record.priorSettings.map { item -> (UUID, String, String) in
                let parts = item.split(separator: "@")
                return (entry.id, String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
            }
        }
        if priors.isEmpty { return }
        try db.execute(
            """
            insert into berth.student_prior_setting (partnership_id, student_id, setting, organisation)
            select \(work.partnership.id), given.id, given.setting, given.organisation
            from unnest(\(priors.map(\.0)), \(priors.map(\.1)), \(priors.map(\.2)))
                as given (id, setting, organisation)
            """)
    }

    private static func insertAdjustments(
        _ entries: [Entry], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let needed = entries.flatMap { entry in entry.adjustments.map { (entry.id, $0) } }
        if needed.isEmpty { return }
        try db.execute(
            """
            insert into berth.student_adjustment (partnership_id, student_id, adjustment)
            select \(work.partnership.id), given.id, given.adjustment
            from unnest(\(needed.map(\.0)), \(needed.map(\.1))) as given (id, adjustment)
            """)
    }
}

extension Work {
    /// Removes the rows of students from tables of lists, which are then written anew.
    func clearStudentLists(
        of students: [UUID], tables: [SQL], on db: isolated PostgresConnection
    ) throws {
        if students.isEmpty { return }
        for table in tables {
            try db.execute(
                """
                delete from \(table)
                where partnership_id = \(partnership.id) and student_id = any (\(students))
                """)
        }
    }
}
