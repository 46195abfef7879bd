import Domain
import FoundationEssentials
import Postgres

/// `educators`: who assesses students on placement.
struct EducatorsFile: InterchangeKind {
    static let name = "educators"
    static let columns: [InterchangeColumn] = [
        .init("educator_ref", .reference(slashes: true), required: true),
        .init("organisation", .code),
        .init("stage", .integer(1...2)),
        .init("current_until", .date),
        .init("slots", .integer(0...1_000)),
    ]
    static let change = Action.managePlacements
    static let view = Action.viewPlacements

    private enum Field: Int {
        case educatorRef, organisation, stage, currentUntil, slots
    }

    private let organisations: OrganisationDirectory

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
    }

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[
                   educator.reference, host.code, educator.stage::text, educator.current_until::text,
                   educator.slots::text]
        from berth.practice_educator as educator
        left join berth.organisation as host
            on host.partnership_id = educator.partnership_id and host.organisation_id = educator.organisation_id
        where educator.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by educator.reference collate "C"
        """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let known = try EducatorTable.read(
            rows.map { Reference.key($0.text(Field.educatorRef)) }, work, on: db)
        var added: [EducatorTable.Row] = []
        var changed: [EducatorTable.Row] = []
        for row in rows {
            let given = row.text(Field.educatorRef)
            let key = Reference.key(given)
            if run.refuseRepeated(key, row, Field.educatorRef, "The educator \(given)") { continue }
            let earlier = known[key]
            if let earlier,
                run.refuseOtherCase(given, stored: earlier.record.educatorRef, row, Field.educatorRef)
            {
                continue
            }
            var organisationID = run.has(Field.organisation) ? nil : earlier?.organisationID
            if row[Field.organisation] != nil {
                guard let id = organisations.id(in: row, Field.organisation, &run) else { continue }
                organisationID = id
            }
            let record = EducatorRecord(
                educatorRef: given,
                organisation: run.has(Field.organisation)
                    ? row[Field.organisation] : earlier?.record.organisation,
                stage: run.has(Field.stage) ? row.integer(Field.stage) : earlier?.record.stage,
                currentUntil: run.has(Field.currentUntil)
                    ? row.date(Field.currentUntil) : earlier?.record.currentUntil,
                slots: run.has(Field.slots) ? row.integer(Field.slots) : earlier?.record.slots)
            if earlier?.record == record {
                run.unchanged += 1
            } else if let earlier {
                changed.append(earlier.changed(to: record, organisationID: organisationID))
            } else {
                added.append(
                    EducatorTable.Row(id: work.newID(), organisationID: organisationID, record: record))
            }
        }
        run.added += added.count
        run.changed += changed.count
        if !run.isClean { return }
        try EducatorTable.insert(added, work, on: db)
        try EducatorTable.update(changed, work, on: db)
    }
}
