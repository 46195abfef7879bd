import Domain
public import FoundationEssentials
public import Postgres

/// Loads the reference data of `seeds/reference`: what is there already stays, what changed becomes a further version.
///
/// Run by the owner of the schema, since nobody else may write reference data. Pathways with a cycle, an unknown
/// name or an impossible duration are refused, and nothing is stored then.
public struct LoadReferenceData: Sendable {
    /// How many rows of each file were added, changed or taken away.
    public struct Outcome: Sendable, Hashable {
        /// The name of the file, without ending.
        public let file: String
        /// Rows in the file.
        public let rows: Int
        /// Rows added, changed or taken away.
        public let written: Int
    }

    let folder: String

    /// - Parameter folder: the folder of the CSV files.
    public init(folder: String) {
        self.folder = folder
    }

    /// Loads every file in one transaction.
    ///
    /// - Parameter now: when what is new or differs is known.
    /// - Throws: ``ServiceError`` for a file that is missing or wrong.
    public func perform(at now: Date, on db: isolated PostgresConnection) throws -> [Outcome] {
        try db.transaction { db in
            // Two loaders at once: the second waits, and then finds nothing to do.
            try db.execute("select pg_advisory_xact_lock(hashtext('berth.reference'))")
            var former: [String: [String]] = [:]
            for names in [ReferenceFile.Names.rules, .pathways] {
                former[names.table] = try db.query(
                    "select \(unsafeRaw: names.column) from berth.\(unsafeRaw: names.table)", as: String.self)
            }
            let outcomes = try ReferenceFile.all.map { file in
                try load(file, at: now, former: former[file.subjects?.table ?? ""] ?? [], on: db)
            }
            _ = try ReferenceData.read(on: db)
            return outcomes
        }
    }

    private func load(
        _ file: ReferenceFile, at now: Date, former: [String], on db: isolated PostgresConnection
    ) throws -> Outcome {
        let path = "\(folder)/\(file.name).csv"
        let rows: [CSVRecord]
        do {
            let records = try CSVRecords(path: path)
            try records.expect(required: file.columns.map(\.given))
            rows = records.rows
        } catch {
            throw ServiceError.badData("The reference file \(path) cannot be read: \(error)")
        }
        let cells = file.columns.map { column in
            rows.map { row -> String? in
                let value = row[column.given] ?? ""
                return value.isEmpty ? nil : value
            }
        }
        var seen: Set<[String?]> = []
        for row in rows.indices where !seen.insert(file.keys.map { cells[$0][row] }).inserted {
            throw ServiceError.badData(
                "The reference file \(path) cannot be stored: line \(rows[row].line) is for the same thing as an earlier one."
            )
        }
        do {
            if let names = file.register(cells) { try db.execute(names) }
            if case .inPlace = file.keeping {
                return Outcome(file: file.name, rows: rows.count, written: try db.execute(file.change(cells)))
            }
            let left = try db.one(file.close(cells, at: "\(now)"), as: Int.self)
            let written = try db.execute(file.add(cells, at: "\(now)", former: former))
            return Outcome(file: file.name, rows: rows.count, written: left + written)
        } catch {
            guard let sentence = Self.sentence(for: error) else { throw error }
            throw ServiceError.badData("The reference file \(path) cannot be stored: \(sentence)")
        }
    }

    /// What a file did wrong, as far as the database can tell; nil when it was not the file.
    private static func sentence(for error: PostgresError) -> String? {
        switch error.sqlState?.stateClass {
        case .some(.integrityConstraintViolation):
            if let name = error.constraintName, name.hasSuffix("_superseded_after_recorded") {
                return "a newer one was loaded, at a moment that the clock has not reached."
            }
            if let name = error.constraintName {
                return "it breaks the rule \(name)."
            }
            return "a required cell\(error.columnName.map { " of \($0)" } ?? "") is empty."
        case .some(.dataException):
            return "a date or a number in it is none (\(error.message))."
        default: return nil
        }
    }
}
