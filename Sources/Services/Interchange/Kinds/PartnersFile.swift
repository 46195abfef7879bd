import Domain
import FoundationEssentials
import Postgres

/// `partners`: the organisations of a partnership.
struct PartnersFile: InterchangeKind {
    static let name = "partners"
    static let columns: [InterchangeColumn] = [
        .init("partnership", .text, required: true),
        .init("organisation", .code, required: true),
        .init("name", .text, required: true),
        .init("kind", .oneOf(OrganisationKind.allCases.map(\.rawValue)), required: true),
        .init("website", .text),
    ]
    static let change = Action.manageOrganisations
    static let view = Action.viewContracts

    private enum Field: Int {
        case partnership, organisation, name, kind, website
    }

    private struct Known {
        let id: UUID
        let version: Int
        let record: OrganisationRecord
    }

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {}

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[\(literal: work.partnership.code), code, name, kind, website]
        from berth.organisation
        where partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by code collate "C"
        """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let known = try read(rows.map { $0.text(Field.organisation) }, work, on: db)
        var added: [(UUID, OrganisationRecord)] = []
        var changed: [(Known, OrganisationRecord)] = []
        for row in rows {
            guard check(row, &run, work) else { continue }
            let code = row.text(Field.organisation)
            let earlier = known[code]
            let record = OrganisationRecord(
                code: code, name: row.text(Field.name), kind: row.text(Field.kind),
                website: run.has(Field.website) ? row[Field.website] : earlier?.record.website)
            if let earlier {
                if earlier.record == record { run.unchanged += 1 } else { changed.append((earlier, record)) }
            } else {
                added.append((work.newID(), record))
            }
        }
        run.added += added.count
        run.changed += changed.count
        if !run.isClean { return }
        try insert(added, work, on: db)
        try update(changed, work, on: db)
    }

    private func check(_ row: ImportRow, _ run: inout ImportRun, _ work: Work) -> Bool {
        let code = row.text(Field.organisation)
        if run.refuseRepeated(code, row, Field.organisation, "The organisation \(code)") { return false }
        var isGood = true
        if row.text(Field.partnership) != work.partnership.code {
            run.fault(
                row, Field.partnership,
                "The row is for the partnership \(row.text(Field.partnership)), but you work in \(work.partnership.code); name the other with --partnership."
            )
            isGood = false
        }
        if !(2...63).contains(code.utf8.count) {
            run.fault(
                row, Field.organisation, "The code of an organisation has two to sixty-three characters.")
            isGood = false
        }
        return isGood
    }

    private func read(
        _ codes: [String], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [String: Known] {
        let rows = try db.query(
            """
            select organisation_id, version, code, name, kind, website
            from berth.organisation
            where partnership_id = \(work.partnership.id) and code = any (\(codes))
            """, as: (UUID, Int, String, String, String, String?).self)
        var known: [String: Known] = [:]
        for row in rows {
            known[row.2] = Known(
                id: row.0, version: row.1,
                record: OrganisationRecord(code: row.2, name: row.3, kind: row.4, website: row.5))
        }
        return known
    }

    private func insert(
        _ added: [(id: UUID, record: OrganisationRecord)], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if added.isEmpty { return }
        try db.execute(
            """
            insert into berth.organisation (partnership_id, organisation_id, code, name, kind, website)
            select \(work.partnership.id), given.id, given.code, given.name, given.kind, given.website
            from unnest(
                \(added.map(\.id)), \(added.map(\.record.code)), \(added.map(\.record.name)),
                \(added.map(\.record.kind)), \(added.map(\.record.website))
            ) as given (id, code, name, kind, website)
            """)
        try work.auditNew(
            try added.map {
                AuditDraft(subjectID: $0.id, kind: "organisation_added", after: try Work.json($0.record))
            }, of: "organisation", on: db)
    }

    private func update(
        _ changed: [(known: Known, record: OrganisationRecord)], _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        if changed.isEmpty { return }
        let count = try db.execute(
            """
            update berth.organisation as organisation
            set name = given.name, kind = given.kind, website = given.website, version = organisation.version + 1
            from unnest(
                \(changed.map(\.known.id)), \(changed.map(\.known.version)), \(changed.map(\.record.name)),
                \(changed.map(\.record.kind)), \(changed.map(\.record.website))
            ) as given (id, version, name, kind, website)
            where organisation.partnership_id = \(work.partnership.id)
              and organisation.organisation_id = given.id and organisation.version = given.version
            """)
        try work.refuseLostRace(count, of: changed.count)
        try work.auditMore(
            try changed.map {
                AuditDraft(
                    subjectID: $0.known.id, kind: "organisation_changed",
                    before: try Work.json($0.known.record),
                    after: try Work.json($0.record))
            }, of: "organisation", on: db)
    }
}

extension Work {
    /// Refuses an import some of whose records were changed by somebody else after it had read them.
    func refuseLostRace(_ count: Int, of expected: Int) throws(ServiceError) {
        if count != expected {
            throw .conflict(
                "Somebody else changed some of the records of the file at this moment; nothing was imported, repeat the import."
            )
        }
    }
}
