import Postgres

/// The rounds that an import has met so far, by reference.
struct RoundDirectory: Sendable {
    private var known: [RoundReference: RoundRow] = [:]
    private var sought: Set<RoundReference> = []

    /// Reads those of the rounds that have not been looked for yet.
    ///
    /// - Parameter held: keeps everybody from changing them until the transaction ends.
    mutating func load(
        _ references: some Sequence<RoundReference>, held: Bool = false, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        let lock: SQL = held ? "for share of round" : ""
        let new = references.filter { sought.insert($0).inserted }
        if new.isEmpty { return }
        let rows = try db.queryRows(
            """
            select \(Work.roundColumns)
            from \(Work.roundTables)
            join unnest(\(new.map(\.contract)), \(new.map(\.number))) as wanted (contract_ref, round_no)
                on contract.reference = wanted.contract_ref and round.round_no = wanted.round_no
            where round.partnership_id = \(work.partnership.id)
            \(lock)
            """, as: RoundRow.self)
        for row in rows { known[row.reference] = row }
    }

    subscript(reference: RoundReference) -> RoundRow? { known[reference] }
}
