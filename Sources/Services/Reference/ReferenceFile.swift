import Postgres

/// A file of `seeds/reference`, and the table whose rows it gives.
struct ReferenceFile: Sendable {
    /// A column of the file and of the table.
    struct Column: Sendable {
        /// Its name in the file.
        let given: String
        /// Its name in the table.
        let kept: String
        let type: String
        let isKey: Bool
        /// True where an empty cell is an empty text.
        let mayBeEmpty: Bool

        /// A column by which rows are told apart.
        static func key(
            _ given: String, as kept: String? = nil, _ type: String = "text", mayBeEmpty: Bool = false
        ) -> Column {
            Column(given: given, kept: kept ?? given, type: type, isKey: true, mayBeEmpty: mayBeEmpty)
        }

        /// Any other column.
        static func plain(
            _ given: String, as kept: String? = nil, _ type: String = "text", mayBeEmpty: Bool = false
        ) -> Column {
            Column(given: given, kept: kept ?? given, type: type, isKey: false, mayBeEmpty: mayBeEmpty)
        }
    }

    /// Where names are kept that only grow, for others to refer to.
    struct Names: Sendable {
        let table: String
        let column: String

        static let rules = Names(table: "rule_name", column: "rule_key")
        static let pathways = Names(table: "pathway", column: "pathway_code")
        static let milestones = Names(table: "milestone", column: "milestone_code")
    }

    /// What becomes of rows that differ from the file.
    enum Keeping: Sendable {
        /// They are changed; what has left the file stays, since others refer to it. No report prints one.
        case inPlace
        /// They are closed by a further version; what has left the file stays.
        case versionsOfAll
        /// They are closed by a further version, and so is what has left the file.
        case versions
    }

    /// Its name, without ending.
    let name: String
    let table: String
    let keeping: Keeping
    /// Stores the names before the rows.
    var registers: Names?
    /// Whose rows they are: those of one that was never there before count since ever.
    var subjects: Names?
    let columns: [Column]

    /// The numbers of the columns by which rows are told apart.
    var keys: [Int] { columns.indices.filter { columns[$0].isKey } }
}

extension ReferenceFile {
    private func list(_ part: (Column) -> Bool = { _ in true }, prefix: String = "") -> SQL {
        SQL(unsafeRaw: columns.filter(part).map { prefix + $0.kept }.joined(separator: ", "))
    }

    private var tableName: SQL { SQL(unsafeRaw: "berth.\(table)") }

    private func isSameKey(_ left: String, _ right: String) -> SQL {
        SQL(
            unsafeRaw: columns.filter(\.isKey).map { "\(left).\($0.kept) = \(right).\($0.kept)" }
                .joined(separator: " and "))
    }

    /// The rows of the file as the table has them.
    private func given(_ cells: [[String?]]) -> SQL {
        let read = columns.map { column in
            let cell = column.mayBeEmpty ? "coalesce(cell.\(column.kept), '')" : "cell.\(column.kept)"
            return "\(cell)::\(column.type) as \(column.kept)"
        }.joined(separator: ", ")
        return """
            given as (
                select \(unsafeRaw: read)
                from unnest(\(SQL.joined(cells.map { "\($0)" }, separator: ", "))) as cell (\(list()))
            )
            """
    }

    /// Stores the names that are new.
    func register(_ cells: [[String?]]) -> SQL? {
        registers.map { names in
            """
            with \(given(cells))
            insert into berth.\(unsafeRaw: names.table) (\(unsafeRaw: names.column))
            select distinct given.\(unsafeRaw: names.column) from given
            on conflict (\(unsafeRaw: names.column)) do nothing
            """
        }
    }

    /// Closes the versions that differ from the file or have left it, and counts those without a successor.
    func close(_ cells: [[String?]], at now: SQL) -> SQL {
        let hasOthers = columns.contains { !$0.isKey }
        let isSame: SQL =
            hasOthers
            ? "and (\(list({ !$0.isKey }, prefix: "given."))) is not distinct from (\(list({ !$0.isKey }, prefix: "kept.")))"
            : ""
        let within: SQL =
            if case .versions = keeping {
                ""
            } else {
                "and exists (select from given where \(isSameKey("given", "kept")))"
            }
        return """
            with \(given(cells)), closed as (
                update \(tableName) as kept
                set superseded_at = \(now)
                where kept.superseded_at = 'infinity'
                  and not exists (select from given where \(isSameKey("given", "kept")) \(isSame))
                  \(within)
                returning \(list(\.isKey, prefix: "kept."))
            )
            select count(*)
            from closed
            where not exists (select from given where \(isSameKey("given", "closed")))
            """
    }

    /// Adds what the file has and the table has not, or has closed.
    ///
    /// - Parameter former: the subjects that were there before this load.
    func add(_ cells: [[String?]], at now: SQL, former: [String]) -> SQL {
        let isFurther: SQL =
            if let subjects {
                "given.\(unsafeRaw: subjects.column) = any (\(former))"
            } else {
                "exists (select from \(tableName))"
            }
        return """
            with \(given(cells))
            insert into \(tableName) (\(list()), recorded_at)
            select \(list(prefix: "given.")), case when \(isFurther) then \(now) else '-infinity' end
            from given
            where not exists (
                select from \(tableName) as kept
                where kept.superseded_at = 'infinity' and \(isSameKey("given", "kept"))
            )
            """
    }

    /// Changes what differs and adds what is new.
    func change(_ cells: [[String?]]) -> SQL {
        let others = columns.filter { !$0.isKey }.map { "\($0.kept) = excluded.\($0.kept)" }
        return """
            with \(given(cells))
            insert into \(tableName) as kept (\(list()))
            select \(list(prefix: "given.")) from given
            on conflict (\(list(\.isKey))) do update
            set \(unsafeRaw: others.joined(separator: ", "))
            where (\(list({ !$0.isKey }, prefix: "kept.")))
                is distinct from (\(list({ !$0.isKey }, prefix: "excluded.")))
            """
    }
}

extension ReferenceFile {
    /// The files in the order in which they refer to each other.
    static let all: [ReferenceFile] = [
        ReferenceFile(
            name: "bank_holidays", table: "bank_holiday", keeping: .versions,
            columns: [
                .key("division"), .key("date", as: "held_on", "date"), .plain("title"),
                .plain("notes", mayBeEmpty: true),
            ]),
        ReferenceFile(
            name: "countries", table: "country", keeping: .inPlace,
            columns: [.key("country", as: "country_code"), .plain("name")]),
        ReferenceFile(
            name: "country_list_entries", table: "country_list_entry", keeping: .versions,
            columns: [
                .key("list", as: "list_code"), .key("country", as: "country_code"),
                .key("effective_from", "date"), .plain("effective_to", "date"), .plain("source"),
                .plain("checked_on", "date"), .plain("note", mayBeEmpty: true),
            ]),
        ReferenceFile(
            name: "rules", table: "rule", keeping: .versions, registers: .rules, subjects: .rules,
            columns: [
                .key("key", as: "rule_key"), .plain("value"), .plain("unit"), .key("effective_from", "date"),
                .plain("effective_to", "date"), .plain("source"), .plain("checked_on", "date"),
                .plain("note", mayBeEmpty: true),
            ]),
        ReferenceFile(
            name: "pathways", table: "pathway_version", keeping: .versionsOfAll, registers: .pathways,
            subjects: .pathways,
            columns: [
                .key("pathway", as: "pathway_code"), .plain("name"), .plain("role"),
                .plain("source", mayBeEmpty: true),
            ]),
        ReferenceFile(
            name: "milestones", table: "milestone_definition", keeping: .versionsOfAll,
            registers: .milestones, subjects: .pathways,
            columns: [
                .key("pathway", as: "pathway_code"), .key("milestone", as: "milestone_code"), .plain("name"),
                .plain("position", "smallint"), .plain("actor"), .plain("waiting_on"),
                .plain("usual_amount", "smallint"), .plain("usual_unit"), .plain("source", mayBeEmpty: true),
                .plain("note", mayBeEmpty: true),
            ]),
        ReferenceFile(
            name: "prerequisites", table: "milestone_prerequisite", keeping: .versions, subjects: .pathways,
            columns: [
                .key("pathway", as: "pathway_code"), .key("milestone", as: "milestone_code"),
                .key("prerequisite", as: "prerequisite_code"),
            ]),
        ReferenceFile(
            name: "reason_codes", table: "reason_code", keeping: .inPlace,
            columns: [.key("decision"), .key("code", as: "reason_code"), .plain("name")]),
        ReferenceFile(
            name: "workforce_comparators", table: "workforce_comparator", keeping: .versions,
            columns: [
                .key("measure"), .key("area"), .key("as_of", "date"), .plain("basis"), .plain("value"),
                .plain("published_on", "date"), .plain("source"), .plain("checked_on", "date"),
                .plain("note", mayBeEmpty: true),
            ]),
        ReferenceFile(
            name: "role_routes", table: "role_route", keeping: .versions,
            columns: [
                .key("role"), .plain("role_name"), .key("standard_ref", mayBeEmpty: true), .plain("leads"),
                .plain("organisation_kinds"), .plain("source"), .plain("checked_on", "date"),
                .plain("note", mayBeEmpty: true),
            ]),
    ]
}
