import Domain
import Testing

@Suite("Rates") struct RatioTests {
    @Test("Plymouth's 43 vacant posts of 202 are 21.3 % and not 21 %")
    func plymouth() throws {
        let rate = try #require(Ratio(43, of: 202))
        #expect(rate.percent() == "21.3 %")
        #expect(rate.percent(decimals: 0) == "21 %")
        #expect(rate.percent(decimals: 2) == "21.29 %")
        #expect(rate.fraction == 0.212871)
    }

    @Test("a rate of nothing is unknown")
    func unknown() {
        #expect(Ratio(0, of: 0) == nil)
        #expect(Ratio(3, of: 0) == nil)
        #expect(Ratio(-1, of: 10) == nil)
        #expect(Ratio(0, of: 10)?.percent() == "0.0 %")
    }

    @Test("a half is rounded up, and nothing below it")
    func halves() throws {
        #expect(Ratio(1, of: 8)?.percent(decimals: 0) == "13 %")
        #expect(Ratio(1, of: 16)?.percent() == "6.3 %")
        #expect(Ratio(124_999, of: 1_000_000)?.percent(decimals: 0) == "12 %")
        #expect(Ratio(3, of: 2)?.percent() == "150.0 %")
    }

    @Test("large numbers do not overflow")
    func large() throws {
        let rate = try #require(Ratio(Int.max / 2, of: Int.max))
        #expect(rate.percent() == "50.0 %")
        #expect(rate < (try #require(Ratio(2, of: 3))))
    }
}
