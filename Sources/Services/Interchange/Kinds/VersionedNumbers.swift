import Domain
import FoundationEssentials
import Postgres

/// A table of numbers of organisations, kept as versions: headcounts, starts in employment, levy.
///
/// What is recorded already is corrected only with a reason: a second number for the same thing is more often a mistake.
struct VersionedNumbers: Sendable {
    /// What names a row, apart from the organisation: dates and codes as texts.
    typealias Key = [String]

    /// A row of a file.
    struct Row: Sendable {
        let line: ImportRow
        let organisationID: UUID
        let organisation: String
        let key: Key
        /// Nil for a number that is unknown.
        let values: [Int?]
        /// The numbers whose columns the file does not have: what is stored of them stays.
        var absent: Set<Int> = []
        let reason: String?
        /// The row in words, such as `the headcount of wychavon on 2022-03-31`.
        let words: String

        /// The row with what is stored for the columns that the file does not have.
        func keeping(_ stored: [Int?]?) -> Row {
            guard let stored, !absent.isEmpty else { return self }
            return Row(
                line: line, organisationID: organisationID, organisation: organisation, key: key,
                values: values.indices.map { absent.contains($0) ? stored[$0] : values[$0] },
                reason: reason, words: words)
        }
    }

    /// What is stored.
    struct Stored: Sendable {
        let revision: Int
        let values: [Int?]
    }

    /// What a column of the key holds.
    enum KeyType {
        case date, month, code

        var sql: SQL { self == .code ? "text" : "date" }
    }

    /// What a number counts.
    enum Measure {
        case count, hundredths, pence

        /// The number as people write it.
        func text(_ number: Int) -> String {
            switch self {
            case .count: String(number)
            case .hundredths: "\(Double(number) / 100)"
            case .pence: Pounds.text(number)
            }
        }
    }

    /// The table, as `berth.headcount`.
    let table: SQL
    /// The columns of the key with their types; two at most.
    let keys: [(column: SQL, type: KeyType)]
    /// The columns of the numbers; three at most.
    let values: [(column: SQL, measure: Measure)]
    /// What the audit calls a row that is new, and one that is corrected.
    let auditKind: String

    /// The place of a stored row among the others.
    static func place(_ organisation: UUID, _ key: Key) -> String {
        "\(organisation) \(key.joined(separator: " "))"
    }

    /// Everything that is stored and counts now.
    func read(_ work: Work, on db: isolated PostgresConnection) throws -> [String: Stored] {
        func value(_ place: Int) -> SQL {
            place < values.count ? "kept.\(values[place].column)::bigint" : "null::bigint"
        }
        let second: SQL = keys.count > 1 ? "kept.\(keys[1].column)::text" : "''"
        var stored: [String: Stored] = [:]
        try db.forEachRow(
            """
            select kept.organisation_id, kept.\(keys[0].column)::text, \(second), kept.revision, \(value(0)),
                   \(value(1)), \(value(2))
            from \(table) as kept
            where kept.partnership_id = \(work.partnership.id) and kept.superseded_at = 'infinity'
            """, as: (UUID, String, String, Int, Int?, Int?, Int?).self
        ) { organisation, first, second, revision, one, two, three in
            let key = keys.count > 1 ? [first, second] : [first]
            stored[Self.place(organisation, key)] = Stored(
                revision: revision, values: Array([one, two, three].prefix(values.count)))
        }
        return stored
    }

    /// What counts now, by organisation and key: the columns of the file, of which the last is the reason of a correction.
    func exportQuery(for work: Work) -> SQL {
        let keyTexts = keys.map { column, type -> SQL in
            type == .month ? "to_char(kept.\(column), 'YYYY-MM')" : "kept.\(column)::text"
        }
        let valueTexts = values.map { column, measure -> SQL in
            measure == .count ? "kept.\(column)::text" : "(kept.\(column) / 100.0)::numeric(20, 2)::text"
        }
        let order = keys.map { column, type -> SQL in
            type == .code ? "kept.\(column) collate \"C\"" : "kept.\(column)"
        }
        return """
            select array[employer.code, \((keyTexts + valueTexts).joined(separator: ", ")), null]
            from \(table) as kept
            join berth.organisation as employer
                on employer.partnership_id = kept.partnership_id and employer.organisation_id = kept.organisation_id
            where kept.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
              and kept.superseded_at = 'infinity'
            order by employer.code collate "C", \(order.joined(separator: ", "))
            """
    }

    /// Judges rows against what is stored, and stores them unless the file has a fault.
    ///
    /// - Parameter field: the column that is named where a row differs from what is stored.
    func settle<Field: RawRepresentable>(
        _ rows: [Row], over stored: inout [String: Stored], blaming field: Field, _ run: inout ImportRun,
        _ work: Work, on db: isolated PostgresConnection
    ) throws where Field.RawValue == Int {
        var new: [(row: Row, revision: Int)] = []
        for given in rows {
            let place = Self.place(given.organisationID, given.key)
            if run.refuseRepeated(place, given.line, field, Self.capitalised(given.words)) { continue }
            let earlier = stored[place]
            let row = given.keeping(earlier?.values)
            if let earlier, earlier.values == row.values {
                run.unchanged += 1
                continue
            }
            if let earlier, row.reason == nil {
                let known = zip(values, earlier.values).compactMap { $1.map($0.measure.text) }
                    .joined(separator: ", ")
                run.fault(
                    row.line, field,
                    "\(Self.capitalised(row.words)) is recorded already, otherwise (\(known)); if that was wrong, say why in the column correction_reason."
                )
                continue
            }
            if earlier == nil { run.added += 1 } else { run.changed += 1 }
            let revision = (earlier?.revision ?? 0) + 1
            new.append((row, revision))
            stored[place] = Stored(revision: revision, values: row.values)
        }
        if run.isClean { try write(new, work, on: db) }
    }

    private static func capitalised(_ words: String) -> String {
        words.prefix(1).uppercased() + words.dropFirst()
    }

    private static let given: [SQL] = ["given.first", "given.second"]

    /// What the audit keeps.
    private struct Audited: Encodable {
        let what: String
        let numbers: [Int?]
        let revision: Int
        let reason: String?
    }

    private func write(
        _ new: [(row: Row, revision: Int)], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if new.isEmpty { return }
        let rows = new.map(\.row)
        let columns = keys.map(\.column)
        let same = keys.enumerated().map { place, key -> SQL in
            "kept.\(key.column) = \(Self.given[place])::\(key.type.sql)"
        }.joined(separator: " and ")
        let corrected = new.filter { $0.revision > 1 }
        if !corrected.isEmpty {
            let closed = try db.execute(
                """
                update \(table) as kept
                set superseded_at = \(work.now)
                from unnest(
                    \(corrected.map(\.row.organisationID)), \(corrected.map { $0.row.key[0] }),
                    \(corrected.map { $0.row.key.count > 1 ? $0.row.key[1] : "" }),
                    \(corrected.map { $0.revision - 1 })
                ) as given (organisation_id, first, second, revision)
                where kept.partnership_id = \(work.partnership.id)
                  and kept.organisation_id = given.organisation_id and kept.revision = given.revision
                  and kept.superseded_at = 'infinity' and \(same)
                """)
            try work.refuseLostRace(closed, of: corrected.count)
        }
        let given: SQL = keys.enumerated().map { place, key -> SQL in
            "\(Self.given[place])::\(key.type.sql)"
        }.joined(separator: ", ")
        let numbers: [SQL] = ["given.one", "given.two", "given.three"]
        func number(_ place: Int) -> [Int?] {
            rows.map { place < $0.values.count ? $0.values[place] : nil }
        }
        try db.execute(
            """
            insert into \(table) (
                partnership_id, organisation_id, \(columns.joined(separator: ", ")), revision,
                \(values.map(\.column).joined(separator: ", ")), correction_reason, recorded_by, recorded_at)
            select \(work.partnership.id), given.organisation_id, \(given), given.revision,
                   \(numbers.prefix(values.count).joined(separator: ", ")), given.reason, \(work.actor.accountID),
                   \(work.now)
            from unnest(
                \(rows.map(\.organisationID)), \(rows.map { $0.key[0] }),
                \(rows.map { $0.key.count > 1 ? $0.key[1] : "" }), \(new.map(\.revision)), \(number(0)),
                \(number(1)), \(number(2)), \(new.map { $0.revision > 1 ? $0.row.reason : nil })
            ) as given (organisation_id, first, second, revision, one, two, three, reason)
            """)
        try work.auditMore(
            try new.map {
                AuditDraft(
                    subjectID: $0.row.organisationID,
                    kind: $0.revision == 1 ? "\(auditKind)_recorded" : "\(auditKind)_corrected",
                    after: try Work.json(
                        Audited(
                            what: $0.row.words, numbers: $0.row.values, revision: $0.revision,
                            reason: $0.revision > 1 ? $0.row.reason : nil)))
            }, of: "organisation", on: db)
    }
}
