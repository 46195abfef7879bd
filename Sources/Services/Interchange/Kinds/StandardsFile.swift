import Domain
import FoundationEssentials
import Postgres

/// `standards`: apprenticeship standards with their versions.
struct StandardsFile: InterchangeKind {
    static let name = "standards"
    static let columns: [InterchangeColumn] = [
        .init("standard_ref", .reference(slashes: true), required: true),
        .init("title", .text, required: true),
        .init("level", .integer(2...7), required: true),
        .init("route", .text),
        .init("funding_band", .money),
        .init("effective_from", .date),
        .init("effective_to", .date),
        .init("version", .reference(slashes: false)),
        .init("minimum_hours", .integer(0...20_000)),
        .init("typical_months", .integer(0...120)),
        .init("note", .text),
    ]
    static let change = Action.manageApprenticeships
    static let view = Action.viewApprenticeships

    private enum Field: Int {
        case standardRef, title, level, route, fundingBand, effectiveFrom, effectiveTo, version, minimumHours
        case typicalMonths, note
    }

    private var known: [String: StandardRow] = [:]
    /// The versions of each standard with the line that brought them.
    private var versions: [String: [(record: StandardRecord, line: Int?)]] = [:]

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        try work.refusePartOfPartnership(.manageApprenticeships)
        for row in try work.standards(on: db) {
            let key = Reference.key(row.record.standardRef)
            known["\(key) \(row.record.version)"] = row
            versions[key, default: []].append((row.record, nil))
        }
    }

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[
                   kept.reference, kept.title, kept.level::text, kept.route,
                   kept.funding_band_pence / 100 || '.' || lpad((kept.funding_band_pence % 100)::text, 2, '0'),
                   kept.effective_from::text, kept.effective_to::text, kept.version_no, kept.minimum_hours::text,
                   kept.typical_months::text, kept.note]
        from berth.apprenticeship_standard as kept
        where kept.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
          and kept.superseded_at = 'infinity'
        order by kept.reference collate "C", kept.effective_from nulls first, kept.version_no collate "C"
        """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        var changed: [(id: UUID, revision: Int, before: StandardRecord?, record: StandardRecord)] = []
        for row in rows {
            let version = row[Field.version] ?? "1.0"
            let reference = row.text(Field.standardRef)
            let key = Reference.key(reference)
            let name = "\(key) \(version)"
            if run.refuseRepeated(name, row, Field.standardRef, "Version \(version) of \(reference)") {
                continue
            }
            let earlier = known[name]
            if let other = versions[key]?.first?.record.standardRef,
                run.refuseOtherCase(reference, stored: other, row, Field.standardRef)
            {
                continue
            }
            let record = record(row, version, over: earlier?.record, run)
            if let from = record.effectiveFrom, let to = record.effectiveTo, to < from {
                run.fault(row, Field.effectiveTo, "A standard cannot end before it begins.")
                continue
            }
            let others = (versions[key] ?? []).filter { $0.record.version != version }
            if let other = others.first(where: { Self.overlap($0.record, record) }) {
                run.fault(
                    row, Field.effectiveFrom,
                    "Version \(version) of \(reference) is in effect on days on which version \(other.record.version)\(other.line.map { " of line \($0)" } ?? "") is; end the earlier one on the day before."
                )
                continue
            }
            versions[key] = others + [(record, row.line)]
            if earlier?.record == record {
                run.unchanged += 1
                continue
            }
            if earlier == nil { run.added += 1 } else { run.changed += 1 }
            changed.append(
                (earlier?.id ?? work.newID(), (earlier?.revision ?? 0) + 1, earlier?.record, record))
        }
        if run.isClean { try write(changed, work, on: db) }
    }

    private func record(
        _ row: ImportRow, _ version: String, over earlier: StandardRecord?, _ run: ImportRun
    ) -> StandardRecord {
        func value<Value>(_ field: Field, _ given: Value?, _ kept: Value?) -> Value? {
            run.has(field) ? given : kept
        }
        return StandardRecord(
            standardRef: row.text(Field.standardRef), version: version, title: row.text(Field.title),
            level: row.integer(Field.level) ?? 0, route: value(.route, row[Field.route], earlier?.route),
            fundingBandPence: value(.fundingBand, row.pence(Field.fundingBand), earlier?.fundingBandPence),
            minimumHours: value(.minimumHours, row.integer(Field.minimumHours), earlier?.minimumHours),
            typicalMonths: value(.typicalMonths, row.integer(Field.typicalMonths), earlier?.typicalMonths),
            effectiveFrom: value(.effectiveFrom, row.date(Field.effectiveFrom), earlier?.effectiveFrom),
            effectiveTo: value(.effectiveTo, row.date(Field.effectiveTo), earlier?.effectiveTo),
            note: value(.note, row[Field.note], earlier?.note))
    }

    private static func overlap(_ one: StandardRecord, _ other: StandardRecord) -> Bool {
        func isBefore(_ one: StandardRecord, _ other: StandardRecord) -> Bool {
            if let end = one.effectiveTo, let start = other.effectiveFrom { end < start } else { false }
        }
        return !isBefore(one, other) && !isBefore(other, one)
    }

    private func write(
        _ changed: [(id: UUID, revision: Int, before: StandardRecord?, record: StandardRecord)], _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        if changed.isEmpty { return }
        let later = changed.filter { $0.revision > 1 }
        if !later.isEmpty {
            let closed = try db.execute(
                """
                update berth.apprenticeship_standard as kept
                set superseded_at = \(work.now)
                from unnest(\(later.map(\.id)), \(later.map { $0.revision - 1 })) as given (id, revision)
                where kept.partnership_id = \(work.partnership.id) and kept.standard_id = given.id
                  and kept.revision = given.revision and kept.superseded_at = 'infinity'
                """)
            try work.refuseLostRace(closed, of: later.count)
        }
        let records = changed.map(\.record)
        try db.execute(
            """
            insert into berth.apprenticeship_standard (
                partnership_id, standard_id, revision, reference, version_no, title, level, route, funding_band_pence,
                minimum_hours, typical_months, effective_from, effective_to, note, recorded_by, recorded_at)
            select \(work.partnership.id), given.id, given.revision, given.reference, given.version_no, given.title,
                   given.level, given.route, given.band, given.hours, given.months, given.effective_from,
                   given.effective_to, given.note, \(work.actor.accountID), \(work.now)
            from unnest(
                \(changed.map(\.id)), \(changed.map(\.revision)), \(records.map(\.standardRef)),
                \(records.map(\.version)), \(records.map(\.title)), \(records.map(\.level)), \(records.map(\.route)),
                \(records.map(\.fundingBandPence)), \(records.map(\.minimumHours)),
                \(records.map(\.typicalMonths)), \(records.map(\.effectiveFrom)), \(records.map(\.effectiveTo)),
                \(records.map(\.note))
            ) as given (
                id, revision, reference, version_no, title, level, route, band, hours, months, effective_from,
                effective_to, note)
            """)
        try work.auditMore(
            try changed.map {
                AuditDraft(
                    subjectID: $0.id, kind: $0.revision == 1 ? "standard_added" : "standard_changed",
                    before: try Work.json($0.before), after: try Work.json($0.record))
            }, of: "apprenticeship_standard", on: db)
    }
}
