import Domain
import OfficeSupport
import Services

extension Office {
    /// Does one round's turn of the batch.
    @discardableResult
    func snapshot(
        _ round: String, asOf: String? = nil, dryRun: Bool = false, as login: String = "cora",
        in partnership: String = "plymouth"
    ) async throws -> RoundTurn {
        let date = try asOf.map { try day($0) } ?? LondonTime.date(of: clock.present)
        let found = try await perform(
            ListOpenRounds(asOf: date, only: try RoundReference(round)), as: login, in: partnership)
        return try await perform(
            TakeRoundSnapshot(roundID: found[0].id, asOf: date, dryRun: dryRun), as: login, in: partnership)
    }
}
