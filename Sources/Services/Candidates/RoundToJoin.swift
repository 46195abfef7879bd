import Domain
import Postgres

extension Work {
    /// A round that somebody is to be put into, held so that nobody closes it before this transaction ends.
    ///
    /// - Parameter doWhat: what is to be done, as in "register anybody in it".
    /// - Throws: `notFound` for a round that does not exist, `conflict` for one that does not run.
    func roundToJoin(
        _ reference: RoundReference, to doWhat: String, on db: isolated PostgresConnection
    ) throws -> RoundRow {
        // A statement of its own: the one that waited would answer with the row as it was before the wait, where
        // the contract is concerned.
        try db.execute(
            """
            select round.round_id
            from \(Self.roundTables)
            where contract.partnership_id = \(partnership.id) and contract.reference = \(reference.contract)
              and round.round_no = \(reference.number)
            for share of round, contract
            """)
        let row = try round(reference, on: db)
        try refuseNotRunning(row, to: doWhat)
        return row
    }
}
