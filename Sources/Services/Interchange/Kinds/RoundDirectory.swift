import Postgres

/// The rounds that an import has met so far, by reference.
struct RoundDirectory: Sendable {
    private var known: [RoundReference: RoundRow] = [:]
    private var sought: Set<RoundReference> = []

    /// Reads those of the rounds that have not been looked for yet.
    mutating func load(
        _ references: some Sequence<RoundReference>, _ work: Work, on db: isolated PostgresConnection
    )
        throws
    {
        let new = references.filter { sought.insert($0).inserted }
        if new.isEmpty { return }
        let rows = try db.queryRows(
            """
            select \(Work.roundColumns)
            from \(Work.roundTables)
            join unnest(\(new.map(\.contract)), \(new.map(\.number))) as wanted (contract_ref, round_no)
                on contract.reference = wanted.contract_ref and round.round_no = wanted.round_no
            where round.partnership_id = \(work.partnership.id)
            """, as: RoundRow.self)
        for row in rows { known[row.reference] = row }
    }

    subscript(reference: RoundReference) -> RoundRow? { known[reference] }
}
