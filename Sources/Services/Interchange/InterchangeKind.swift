import Domain
import Postgres

/// One kind of interchange file: its columns, how rows are stored, and how they are read back.
///
/// An import makes one value, hands it the rows chunk after chunk, then lets it finish, all in one transaction.
/// Faults of the data go to the ``ImportRun`` with their line; the import goes on to find the others.
protocol InterchangeKind: Sendable {
    /// The name, as in `berth import candidates`.
    static var name: String { get }
    /// The columns in the order of an export. Rows carry their cells by position in this list.
    static var columns: [InterchangeColumn] { get }
    /// What somebody must be allowed to do, besides importing, to change these records.
    static var change: Action { get }
    /// What somebody must be allowed to do, besides exporting, to see these records.
    static var view: Action { get }

    /// Whether a file may be the whole truth for those it names.
    static var canReplace: Bool { get }

    /// The columns that an export writes for somebody; by default all of them.
    static func exportColumns(for work: Work) -> [InterchangeColumn]

    /// Whether an export for somebody holds special-category data, which the audit then says.
    static func exportsSpecialCategory(for work: Work) -> Bool

    /// The rows of an export in their order: one column, an array of texts by position in `exportColumns`.
    ///
    /// The query is declared as a cursor, which takes no bound values: use literals.
    static func exportQuery(for work: Work) -> SQL

    /// Prepares an import.
    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws

    /// Resolves and stores a chunk. Every cell has been checked against the type of its column.
    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws

    /// Does what can only be done when every row has been seen.
    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws
}

extension InterchangeKind {
    static var canReplace: Bool { false }

    static func exportColumns(for work: Work) -> [InterchangeColumn] { columns }

    static func exportsSpecialCategory(for work: Work) -> Bool { false }

    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {}
}
