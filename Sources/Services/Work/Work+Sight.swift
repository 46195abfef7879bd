import Domain
import FoundationEssentials
import Postgres

extension Work {
    /// Does a part of a verb with sight of every organisation, for what cannot be reckoned from a part of the records.
    ///
    /// Whoever calls this answers for what the verb tells: nothing that the operator may not see.
    func seeingEverything<Value>(
        on db: isolated PostgresConnection, _ body: () throws -> Value
    ) throws -> Value {
        let organisations = try db.one("select current_setting('berth.organisations')", as: String.self)
        if organisations == "all" { return try body() }
        try db.execute("set local berth.organisations = 'all'")
        // A failure ends the transaction, and the setting with it.
        let value = try body()
        try db.execute("set local berth.organisations = \(literal: organisations)")
        return value
    }
}
