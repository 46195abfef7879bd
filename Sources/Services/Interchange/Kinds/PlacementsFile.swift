import Domain
import FoundationEssentials
import Postgres

/// `placements`: what hosts offer, and the educators named with it.
struct PlacementsFile: InterchangeKind {
    static let name = "placements"
    static let columns: [InterchangeColumn] = [
        .init("organisation", .code, required: true),
        .init("placement_ref", .reference(slashes: true), required: true),
        .init("team", .text, required: true),
        .init("setting", .code, required: true),
        .init("capacity", .integer(0...1_000), required: true),
        .init("minimum", .integer(0...1_000)),
        .init("statutory", .boolean),
        .init("educator_ref", .reference(slashes: true)),
        .init("educator_stage", .integer(1...2)),
        .init("starts_on", .date, required: true),
        .init("ends_on", .date, required: true),
        .init("latitude", .decimal(-90...90)),
        .init("longitude", .decimal(-180...180)),
        .init("car_needed", .boolean),
        .init("adjustments", .list(.ability)),
        .init("audited_until", .date),
        .init("term", .text),
        .init("on_site_supervisor", .text),
        .init("withdrawn_on", .date),
    ]
    static let change = Action.managePlacements
    static let view = Action.viewPlacements

    enum Field: Int {
        case organisation, placementRef, team, setting, capacity, minimum, statutory, educatorRef,
            educatorStage
        case startsOn, endsOn, latitude, longitude, carNeeded, adjustments, auditedUntil, term,
            onSiteSupervisor
        case withdrawnOn
    }

    /// A placement to add or to change.
    struct Entry {
        let id: UUID
        let known: PlacementRow?
        let organisationID: UUID
        let termID: UUID
        let educatorID: UUID?
        let record: PlacementRecord
        /// The stage of an educator who is still to be named.
        var openStage: Int? { educatorID == nil ? record.educatorStage : nil }
    }

    private let organisations: OrganisationDirectory
    private let terms: TermDirectory
    /// Educators by the keys of their references, as the file leaves them.
    private var educators: [String: EducatorTable.Row] = [:]
    /// The lines that gave educators their stages.
    private var stageLines: [String: Int] = [:]
    private var firstID: UUID?
    private var lastID: UUID?

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        terms = try TermDirectory(work, on: db)
    }

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[
                   host.code, placement.reference, placement.team, placement.setting, placement.capacity::text,
                   placement.minimum::text, placement.statutory::text, educator.reference,
                   coalesce(educator.stage, placement.educator_stage)::text, placement.starts_on::text,
                   placement.ends_on::text, placement.latitude::text, placement.longitude::text,
                   placement.car_needed::text,
                   nullif(array_to_string(\(Work.placementAdjustments), ';'), ''),
                   placement.audited_until::text, term.code, placement.on_site_supervisor,
                   placement.withdrawn_on::text]
        from \(Work.placementTables)
        where placement.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by placement.reference collate "C"
        """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let keys = rows.map { Reference.key($0.text(Field.placementRef)) }
        let found = try work.placements(where: "placement.reference_key = any (\(keys))", on: db)
        let known = Dictionary(
            found.map { (Reference.key($0.record.placementRef), $0) }, uniquingKeysWith: { first, _ in first }
        )
        try loadEducators(rows, work, on: db)
        var added: [Entry] = []
        var changed: [Entry] = []
        var newEducators: [EducatorTable.Row] = []
        var changedEducators: [String: EducatorTable.Row] = [:]
        for (row, key) in zip(rows, keys) {
            let given = row.text(Field.placementRef)
            if run.refuseRepeated(key, row, Field.placementRef, "The placement \(given)") { continue }
            let earlier = known[key]
            if let earlier,
                run.refuseOtherCase(given, stored: earlier.record.placementRef, row, Field.placementRef)
            {
                continue
            }
            let organisationID = organisations.id(in: row, Field.organisation, &run)
            let isWell = check(row, &run, work)
            guard let startsOn = row.date(Field.startsOn), let endsOn = row.date(Field.endsOn) else {
                continue
            }
            let term = terms.term(
                in: row, Field.term, stored: earlier?.record.term,
                dates: startsOn <= endsOn ? startsOn...endsOn : nil, &run)
            guard isWell, let organisationID, let term else { continue }
            var record = Self.record(row, over: earlier?.record, term: term.record.term, run)
            var educatorID: UUID?
            if let reference = record.educatorRef {
                guard
                    let educator = educator(
                        reference,
                        stage: run.has(Field.educatorStage) ? row.integer(Field.educatorStage) : nil,
                        hostID: organisationID, row, &run, work, &newEducators, &changedEducators)
                else { continue }
                educatorID = educator.id
                record.educatorRef = educator.record.educatorRef
                record.educatorStage = educator.record.stage
            }
            let entry = Entry(
                id: earlier?.id ?? work.newID(), known: earlier, organisationID: organisationID,
                termID: term.id, educatorID: educatorID, record: record)
            if earlier == nil {
                added.append(entry)
            } else if earlier?.record == record {
                run.unchanged += 1
            } else {
                changed.append(entry)
            }
        }
        run.added += added.count
        run.changed += changed.count
        if !run.isClean { return }
        try EducatorTable.insert(newEducators, work, on: db)
        let sorted = changedEducators.values.sorted { $0.record.educatorRef < $1.record.educatorRef }
        try EducatorTable.update(sorted, work, on: db)
        // The next chunk must see their new versions.
        for key in changedEducators.keys { educators[key] = nil }
        firstID = firstID ?? added.first?.id
        lastID = added.last?.id ?? lastID
        try Self.insert(added, work, on: db)
        try Self.update(changed, work, on: db)
    }

    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        guard run.isClean, let firstID, let lastID else { return }
        try Self.warnOfOverlaps(from: firstID, to: lastID, &run, work, on: db)
    }

    private mutating func loadEducators(
        _ rows: [ImportRow], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let keys = Set(rows.compactMap { $0[Field.educatorRef].map { Reference.key($0) } })
            .filter { educators[$0] == nil }
        for (key, row) in try EducatorTable.read(keys.sorted(), work, on: db) { educators[key] = row }
    }

    /// The educator that a row names, made if there is none, with the stage that the file gives; nil, with the fault
    /// reported, when two rows give two stages.
    private mutating func educator(
        _ reference: String, stage: Int?, hostID: UUID, _ row: ImportRow, _ run: inout ImportRun,
        _ work: Work,
        _ added: inout [EducatorTable.Row], _ changed: inout [String: EducatorTable.Row]
    ) -> EducatorTable.Row? {
        let key = Reference.key(reference)
        if let stage, let line = stageLines[key], let known = educators[key], known.record.stage != stage {
            run.fault(
                row, Field.educatorStage,
                "The educator \(reference) has stage \(known.record.stage ?? 0) in line \(line); an educator has one stage."
            )
            return nil
        }
        if stage != nil, stageLines[key] == nil { stageLines[key] = row.line }
        if var known = educators[key] {
            if let stage, known.record.stage != stage {
                var record = known.record
                record.stage = stage
                if let place = added.firstIndex(where: { $0.id == known.id }) {
                    added[place].record = record
                    known.record = record
                } else {
                    known = known.changed(to: record, organisationID: known.organisationID)
                    changed[key] = known
                }
                educators[key] = known
            }
            return known
        }
        let made = EducatorTable.Row(
            id: work.newID(), organisationID: hostID,
            record: EducatorRecord(
                educatorRef: reference, organisation: row.text(Field.organisation), stage: stage,
                currentUntil: nil, slots: nil), version: 1)
        educators[key] = made
        added.append(made)
        return made
    }

    private func check(_ row: ImportRow, _ run: inout ImportRun, _ work: Work) -> Bool {
        var isGood = run.bothOrNeither(row, Field.latitude, Field.longitude)
        func fault(_ field: Field, _ reason: String) {
            run.fault(row, field, reason)
            isGood = false
        }
        if let minimum = row.integer(Field.minimum), let capacity = row.integer(Field.capacity),
            minimum > capacity
        {
            fault(
                .minimum,
                "The minimum of \(minimum) is above the capacity of \(capacity), so it could never open.")
        }
        if let starts = row.date(Field.startsOn) {
            if starts.year < 2012 { fault(.startsOn, "A date before 2012 is too long ago; check the year.") }
            if let ends = row.date(Field.endsOn), ends < starts {
                fault(.endsOn, "A placement cannot end before it starts.")
            }
        }
        if let withdrawn = row.date(Field.withdrawnOn), withdrawn > work.today {
            fault(.withdrawnOn, "The placement is withdrawn on a day after today, \(work.today).")
        }
        return isGood
    }
}
