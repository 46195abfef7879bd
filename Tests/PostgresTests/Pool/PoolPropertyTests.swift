import Testing

@testable import Postgres

@Suite("Pool rules under random events")
struct PoolPropertyTests {
    @Test(
        "no lease twice, nobody lost or overtaken, limits kept, everything closed at the end",
        arguments: [0, 20, 90])
    func invariants(failureRate: Int) {
        for _ in 0..<300 {
            let seed = UInt64.random(in: .min ... .max)
            var model = PoolModel(seed: seed)
            do {
                for _ in 0..<300 { try model.step(failureRate: failureRate) }
                try model.drain()
            } catch {
                Issue.record("seed \(seed), failure rate \(failureRate): \(error)")
                return
            }
        }
    }

    @Test("a seed found once stays tested", arguments: [1, 42, 0xdead_beef] as [UInt64])
    func seeds(seed: UInt64) throws {
        var model = PoolModel(seed: seed)
        for _ in 0..<5000 { try model.step(failureRate: 30) }
        try model.drain()
    }
}
