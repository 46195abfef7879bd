import Domain
import FoundationEssentials
import Postgres

/// `terms`: when students are on placement.
struct TermsFile: InterchangeKind {
    static let name = "terms"
    static let columns: [InterchangeColumn] = [
        .init("term", .text, required: true),
        .init("name", .text, required: true),
        .init("starts_on", .date, required: true),
        .init("ends_on", .date, required: true),
        .init("offers_due_on", .date),
    ]
    static let change = Action.managePlacements
    static let view = Action.viewPlacements

    private enum Field: Int {
        case term, name, startsOn, endsOn, offersDueOn
    }

    private var known: [String: TermRow] = [:]

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        try work.refusePartOfPartnership(.managePlacements)
        for term in try work.terms(on: db) { known[term.record.term] = term }
    }

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[code, name, starts_on::text, ends_on::text, offers_due_on::text]
        from berth.placement_term
        where partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by code collate "C"
        """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        var added: [(id: UUID, record: TermRecord)] = []
        var changed: [(known: TermRow, record: TermRecord)] = []
        for row in rows {
            guard let startsOn = row.date(Field.startsOn), let endsOn = row.date(Field.endsOn) else {
                continue
            }
            let code = row.text(Field.term)
            if run.refuseRepeated(code, row, Field.term, "The term \(code)") { continue }
            let earlier = known[code]
            let record = TermRecord(
                term: code, name: row.text(Field.name), startsOn: startsOn, endsOn: endsOn,
                offersDueOn: run.has(Field.offersDueOn)
                    ? row.date(Field.offersDueOn) : earlier?.record.offersDueOn)
            guard check(record, row, &run) else { continue }
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

    private func check(_ record: TermRecord, _ row: ImportRow, _ run: inout ImportRun) -> Bool {
        let isCode =
            record.term.utf8.count <= 40
            && record.term.utf8.allSatisfy {
                0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            } && record.term.utf8.first.map { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") } == true
        var isGood = true
        func fault(_ field: Field, _ reason: String) {
            run.fault(row, field, reason)
            isGood = false
        }
        if !isCode {
            fault(
                .term,
                "The code of a term is lower-case letters, digits, dashes and underscores, at most forty.")
        }
        if record.startsOn.year < 2012 {
            fault(.startsOn, "A date before 2012 is too long ago; check the year.")
        }
        if record.endsOn < record.startsOn { fault(.endsOn, "A term cannot end before it starts.") }
        if let due = record.offersDueOn, due > record.endsOn {
            fault(.offersDueOn, "Offers for a term cannot be due after it has ended.")
        }
        return isGood
    }

    private func insert(
        _ added: [(id: UUID, record: TermRecord)], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if added.isEmpty { return }
        try db.execute(
            """
            insert into berth.placement_term (
                partnership_id, term_id, code, name, starts_on, ends_on, offers_due_on)
            select \(work.partnership.id), given.id, given.code, given.name, given.starts_on, given.ends_on,
                   given.offers_due_on
            from unnest(
                \(added.map(\.id)), \(added.map(\.record.term)), \(added.map(\.record.name)),
                \(added.map(\.record.startsOn)), \(added.map(\.record.endsOn)),
                \(added.map(\.record.offersDueOn))
            ) as given (id, code, name, starts_on, ends_on, offers_due_on)
            """)
        try work.auditNew(
            try added.map {
                AuditDraft(subjectID: $0.id, kind: "term_added", after: try Work.json($0.record))
            }, of: "placement_term", on: db)
    }

    private func update(
        _ changed: [(known: TermRow, record: TermRecord)], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if changed.isEmpty { return }
        let count = try db.execute(
            """
            update berth.placement_term as term
            set name = given.name, starts_on = given.starts_on, ends_on = given.ends_on,
                offers_due_on = given.offers_due_on, version = term.version + 1
            from unnest(
                \(changed.map(\.known.id)), \(changed.map(\.known.version)), \(changed.map(\.record.name)),
                \(changed.map(\.record.startsOn)), \(changed.map(\.record.endsOn)),
                \(changed.map(\.record.offersDueOn))
            ) as given (id, version, name, starts_on, ends_on, offers_due_on)
            where term.partnership_id = \(work.partnership.id) and term.term_id = given.id
              and term.version = given.version
            """)
        try work.refuseLostRace(count, of: changed.count)
        try work.auditMore(
            try changed.map {
                AuditDraft(
                    subjectID: $0.known.id, kind: "term_changed", before: try Work.json($0.known.record),
                    after: try Work.json($0.record))
            }, of: "placement_term", on: db)
    }
}
