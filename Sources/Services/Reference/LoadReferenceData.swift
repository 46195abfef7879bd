import Domain
import FoundationEssentials
public import Postgres

/// Loads the reference data of `seeds/reference`: what is there already stays, what changed is changed.
///
/// Run by the owner of the schema, since nobody else may write reference data. Pathways with a cycle, an unknown
/// name or an impossible duration are refused, and nothing is stored then.
public struct LoadReferenceData: Sendable {
    /// How many rows of each file were added, changed or deleted.
    public struct Outcome: Sendable, Hashable {
        /// The name of the file, without ending.
        public let file: String
        /// Rows in the file.
        public let rows: Int
        /// Rows added, changed or deleted.
        public let written: Int
    }

    let folder: String

    /// - Parameter folder: the folder of the CSV files.
    public init(folder: String) {
        self.folder = folder
    }

    /// Loads every file in one transaction.
    ///
    /// - Throws: ``ServiceError`` for a file that is missing or wrong.
    public func perform(on db: isolated PostgresConnection) throws -> [Outcome] {
        let outcomes = try db.transaction { db in
            // Two loaders at once: the second waits, and then finds nothing to do.
            try db.execute("select pg_advisory_xact_lock(hashtext('berth.reference'))")
            let outcomes = try Self.files.map { file in try load(file, on: db) }
            _ = try ReferenceData.read(on: db)
            return outcomes
        }
        return outcomes
    }

    /// A file, its columns in order, and the statements that store arrays of them.
    struct File {
        let name: String
        let columns: [String]
        /// Deletes what left the file, before the rest is stored: it may stand in the way of what moved.
        var prune: (@Sendable ([[String?]]) -> SQL)?
        /// Finds the rules that left the file. One by which a deadline was worked out stays, since it says why; only
        /// the foreign key can tell, for row security hides the deadlines from the loader.
        var left: (@Sendable ([[String?]]) -> SQL)?
        let store: @Sendable ([[String?]]) -> SQL
    }

    private func load(_ file: File, on db: isolated PostgresConnection) throws -> Outcome {
        let path = "\(folder)/\(file.name).csv"
        let records: CSVRecords
        do {
            records = try CSVRecords(path: path)
            try records.expect(required: file.columns)
        } catch {
            throw ServiceError.badData("The reference file \(path) cannot be read: \(error)")
        }
        let columns = file.columns.map { name in
            records.rows.map { row -> String? in
                let value = row[name] ?? ""
                return value.isEmpty ? nil : value
            }
        }
        do {
            var removed = 0
            if let prune = file.prune { removed += try db.execute(prune(columns)) }
            if let left = file.left { removed += try deleteRules(left(columns), on: db) }
            let written = try db.execute(file.store(columns))
            // What may be wrong for a moment, such as two positions that change places, is judged here, where the
            // file is known.
            try db.execute("set constraints all immediate")
            try db.execute("set constraints all deferred")
            return Outcome(file: file.name, rows: records.rows.count, written: removed + written)
        } catch let error as PostgresError {
            guard let sentence = Self.sentence(for: error) else { throw error }
            throw ServiceError.badData("The reference file \(path) cannot be stored: \(sentence)")
        }
    }

    private func deleteRules(_ left: SQL, on db: isolated PostgresConnection) throws -> Int {
        var removed = 0
        for (key, date) in try db.query(left, as: (String, CalendarDate).self) {
            do {
                removed += try db.transaction { db in
                    try db.execute(
                        "delete from berth.rule where rule_key = \(key) and effective_from = \(date)")
                }
            } catch let error as PostgresError where error.constraintName == "deadline_rule_known" {
                continue
            }
        }
        return removed
    }

    /// What a file did wrong, as far as the database can tell; nil when it was not the file.
    private static func sentence(for error: PostgresError) -> String? {
        switch error.sqlState?.stateClass {
        case .some(.integrityConstraintViolation):
            if let name = error.constraintName {
                return "it breaks the rule \(name)."
            }
            return "a required cell\(error.columnName.map { " of \($0)" } ?? "") is empty."
        case .some(.dataException):
            return "a date or a number in it is none (\(error.message))."
        default:
            // Two rows of the file for the same key.
            return error.sqlState?.code == "21000" ? "two of its rows are for the same thing." : nil
        }
    }
}
