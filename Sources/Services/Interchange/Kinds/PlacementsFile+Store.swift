import Domain
import FoundationEssentials
import Postgres

extension PlacementsFile {
    /// What a row says about a placement; a column that the file does not have keeps what is stored.
    static func record(
        _ row: ImportRow, over earlier: PlacementRecord?, term: String, _ run: ImportRun
    ) -> PlacementRecord {
        func value<Value>(_ field: Field, _ given: Value?, _ kept: Value?) -> Value? {
            run.has(field) ? given : kept
        }
        return PlacementRecord(
            organisation: row.text(Field.organisation),
            placementRef: earlier?.placementRef ?? row.text(Field.placementRef), team: row.text(Field.team),
            setting: row.text(Field.setting), term: term, capacity: row.integer(Field.capacity) ?? 0,
            minimum: value(.minimum, row.integer(Field.minimum), earlier?.minimum),
            statutory: value(.statutory, row.boolean(Field.statutory), earlier?.statutory),
            educatorRef: value(.educatorRef, row[Field.educatorRef], earlier?.educatorRef),
            educatorStage: value(.educatorStage, row.integer(Field.educatorStage), earlier?.educatorStage),
            onSiteSupervisor: value(
                .onSiteSupervisor, row[Field.onSiteSupervisor], earlier?.onSiteSupervisor),
            startsOn: row.date(Field.startsOn) ?? CalendarDate(daysSinceEpoch: 0),
            endsOn: row.date(Field.endsOn) ?? CalendarDate(daysSinceEpoch: 0),
            latitude: value(.latitude, row.decimal(Field.latitude), earlier?.latitude),
            longitude: value(.longitude, row.decimal(Field.longitude), earlier?.longitude),
            carNeeded: value(.carNeeded, row.boolean(Field.carNeeded), earlier?.carNeeded),
            adjustments: run.has(Field.adjustments)
                ? abilities(row.list(Field.adjustments)) : earlier?.adjustments ?? [],
            auditedUntil: value(.auditedUntil, row.date(Field.auditedUntil), earlier?.auditedUntil),
            withdrawnOn: value(.withdrawnOn, row.date(Field.withdrawnOn), earlier?.withdrawnOn))
    }

    /// The list without what is said in part and in full: then it is possible in full.
    private static func abilities(_ items: [String]) -> [String] {
        let partly = ":partly"
        return items.filter { !$0.hasSuffix(partly) || !items.contains(String($0.dropLast(partly.count))) }
    }

    static func insert(_ added: [Entry], _ work: Work, on db: isolated PostgresConnection) throws {
        if added.isEmpty { return }
        let records = added.map(\.record)
        try db.execute(
            """
            insert into berth.placement (
                partnership_id, placement_id, organisation_id, term_id, reference, team, setting, capacity,
                minimum, statutory, educator_id, educator_stage, on_site_supervisor, starts_on, ends_on,
                latitude, longitude, car_needed, audited_until, withdrawn_on)
            select \(work.partnership.id), given.id, given.organisation_id, given.term_id, given.reference,
                   given.team, given.setting, given.capacity, given.minimum, given.statutory,
                   given.educator_id, given.educator_stage, given.on_site_supervisor, given.starts_on,
                   given.ends_on, given.latitude, given.longitude, given.car_needed, given.audited_until,
                   given.withdrawn_on
            from unnest(
                \(added.map(\.id)), \(added.map(\.organisationID)), \(added.map(\.termID)),
                \(records.map(\.placementRef)), \(records.map(\.team)), \(records.map(\.setting)),
                \(records.map(\.capacity)), \(records.map(\.minimum)), \(records.map(\.statutory)),
                \(added.map(\.educatorID)), \(added.map(\.openStage)), \(records.map(\.onSiteSupervisor)),
                \(records.map(\.startsOn)), \(records.map(\.endsOn)), \(records.map(\.latitude)),
                \(records.map(\.longitude)), \(records.map(\.carNeeded)), \(records.map(\.auditedUntil)),
                \(records.map(\.withdrawnOn))
            ) as given (
                id, organisation_id, term_id, reference, team, setting, capacity, minimum, statutory,
                educator_id, educator_stage, on_site_supervisor, starts_on, ends_on, latitude, longitude,
                car_needed, audited_until, withdrawn_on)
            """)
        try insertAdjustments(added, work, on: db)
        try work.auditNew(
            try added.map {
                AuditDraft(subjectID: $0.id, kind: "placement_added", after: try Work.json($0.record))
            }, of: "placement", on: db)
    }

    static func update(_ changed: [Entry], _ work: Work, on db: isolated PostgresConnection) throws {
        if changed.isEmpty { return }
        let records = changed.map(\.record)
        let count = try db.execute(
            """
            update berth.placement as placement
            set organisation_id = given.organisation_id, term_id = given.term_id, team = given.team,
                setting = given.setting, capacity = given.capacity, minimum = given.minimum,
                statutory = given.statutory, educator_id = given.educator_id,
                educator_stage = given.educator_stage, on_site_supervisor = given.on_site_supervisor,
                starts_on = given.starts_on, ends_on = given.ends_on, latitude = given.latitude,
                longitude = given.longitude, car_needed = given.car_needed,
                audited_until = given.audited_until, withdrawn_on = given.withdrawn_on,
                version = placement.version + 1
            from unnest(
                \(changed.map(\.id)), \(changed.map { $0.known?.version ?? 0 }),
                \(changed.map(\.organisationID)), \(changed.map(\.termID)), \(records.map(\.team)),
                \(records.map(\.setting)), \(records.map(\.capacity)), \(records.map(\.minimum)),
                \(records.map(\.statutory)), \(changed.map(\.educatorID)), \(changed.map(\.openStage)),
                \(records.map(\.onSiteSupervisor)), \(records.map(\.startsOn)), \(records.map(\.endsOn)),
                \(records.map(\.latitude)), \(records.map(\.longitude)), \(records.map(\.carNeeded)),
                \(records.map(\.auditedUntil)), \(records.map(\.withdrawnOn))
            ) as given (
                id, version, organisation_id, term_id, team, setting, capacity, minimum, statutory,
                educator_id, educator_stage, on_site_supervisor, starts_on, ends_on, latitude, longitude,
                car_needed, audited_until, withdrawn_on)
            where placement.partnership_id = \(work.partnership.id) and placement.placement_id = given.id
              and placement.version = given.version
            """)
        try work.refuseLostRace(count, of: changed.count)
        let relisted = changed.filter { $0.known?.record.adjustments != $0.record.adjustments }
        try db.execute(
            """
            delete from berth.placement_adjustment
            where partnership_id = \(work.partnership.id) and placement_id = any (\(relisted.map(\.id)))
            """)
        try insertAdjustments(relisted, work, on: db)
        try work.auditMore(
            try changed.map {
                AuditDraft(
                    subjectID: $0.id, kind: "placement_changed", before: try Work.json($0.known?.record),
                    after: try Work.json($0.record))
            }, of: "placement", on: db)
    }

    private static func insertAdjustments(
        _ entries: [Entry], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let items = entries.flatMap { entry in
            entry.record.adjustments.map { item -> (UUID, String, Bool) in
                let parts = item.split(separator: ":")
                return (entry.id, String(parts.first ?? ""), parts.count > 1)
            }
        }
        if items.isEmpty { return }
        try db.execute(
            """
            insert into berth.placement_adjustment (partnership_id, placement_id, adjustment, in_part)
            select \(work.partnership.id), given.id, given.adjustment, given.in_part
            from unnest(\(items.map(\.0)), \(items.map(\.1)), \(items.map(\.2))) as given (id, adjustment, in_part)
            """)
    }

    /// Warns of offers that may be one: the same team, setting and educator over overlapping dates. Those of the file
    /// have keys in time order, between its first and its last.
    static func warnOfOverlaps(
        from first: UUID, to last: UUID, _ run: inout ImportRun, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        let rows = try db.query(
            """
            select count(*) over (), earlier.reference, later.reference
            from berth.placement as later
            join berth.placement as earlier
                on earlier.partnership_id = later.partnership_id
               and earlier.organisation_id = later.organisation_id and earlier.term_id = later.term_id
               and earlier.team = later.team and earlier.setting = later.setting
               and earlier.educator_id = later.educator_id
               and earlier.placement_id < later.placement_id
               and daterange(earlier.starts_on, earlier.ends_on, '[]')
                   && daterange(later.starts_on, later.ends_on, '[]')
            where later.partnership_id = \(work.partnership.id)
              and later.placement_id between \(first) and \(last)
              and earlier.withdrawn_on is null and later.withdrawn_on is null
            order by earlier.reference, later.reference
            limit \(ImportRun.warningLimit)
            """, as: (Int, String, String).self)
        for row in rows {
            run.warn(
                "\(row.1) and \(row.2) offer the same team, setting and educator over overlapping dates; if they are one offer, give it the capacity of both."
            )
        }
        if let total = rows.first?.0 { run.warnMore(total - rows.count) }
    }
}
