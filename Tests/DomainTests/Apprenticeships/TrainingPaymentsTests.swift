import RandomSupport
import Testing

@testable import Domain

@Suite struct TrainingPaymentsTests {
    private func payments(
        _ pounds: Int, _ start: String, _ end: String, heldBack: Int = 20
    ) throws -> [Int] {
        TrainingPayments(
            pence: pounds * 100, from: try #require(CalendarDate(iso: start)),
            through: try #require(CalendarDate(iso: end)), heldBack: heldBack
        ).byMonth
    }

    /// Skills Funding Agency, acceptance tests of payments, "learner finishes on time".
    @Test func thePublishedExample() throws {
        #expect(
            try payments(15_000, "2017-09-01", "2018-09-08")
                == Array(repeating: 1_000_00, count: 12) + [3_000_00])
    }

    @Test func aTrainingThatEndsWithAMonthEarnsThatMonthToo() throws {
        #expect(try payments(1_000, "2023-12-15", "2024-02-29") == [266_66, 266_67, 266_67 + 200_00])
        #expect(try payments(1_000, "2023-12-15", "2024-02-28") == [400_00, 400_00, 200_00])
        #expect(try payments(1_000, "2024-01-31", "2024-01-31") == [1_000_00])
        #expect(try payments(1_000, "2024-01-02", "2024-01-30") == [1_000_00], "no end of a month within")
        #expect(try payments(1_000, "2024-01-02", "2023-11-30") == [1_000_00], "an end before the start")
    }

    @Test(arguments: [0, 20, 33, 100])
    func nothingIsLostOrPaidTwice(heldBack: Int) throws {
        var random = Seeded(seed: UInt64(heldBack) + 7)
        let first = try #require(CalendarDate(iso: "2019-01-01"))
        for _ in 0..<2_000 {
            let start = first.adding(days: Int.random(in: 0..<2_000, using: &random))
            let end = start.adding(days: Int.random(in: 0..<1_500, using: &random))
            let pence = Int.random(in: 0...27_000_00, using: &random)
            let byMonth = TrainingPayments(pence: pence, from: start, through: end, heldBack: heldBack)
                .byMonth
            #expect(byMonth.reduce(0, +) == pence)
            #expect(byMonth.allSatisfy { $0 >= 0 })
            // Counted day by day: each end of a month earns an instalment.
            let ends = sequence(first: start) { $0 < end ? $0.adding(days: 1) : nil }
                .filter { $0 == $0.lastOfMonth }.count
            let instalments =
                byMonth.dropLast() + (end == end.lastOfMonth ? [byMonth[byMonth.count - 1]] : [])
            #expect(ends == 0 || instalments.count == ends)
        }
    }

    /// By trying every number from nought.
    @Test func theFewestStartsAreFound() throws {
        var random = Seeded(seed: 30)
        let first = try #require(Month(iso: "2024-01"))
        for _ in 0..<300 {
            let movements = (0..<24).map {
                LevyMovement(.paidIn, Int.random(in: 0...3_000_00, using: &random), in: first.adding($0))
            }
            let isOver = Bool.random(using: &random)
            let now = first.adding(23)
            let account = try LevyAccount(
                movements,
                terms: [
                    LevyTerms(from: first, months: 24), LevyTerms(from: first.adding(15), months: 12),
                ], through: first.adding(23), isOver: isOver)
            let paidIn = Int.random(in: 0...3_000_00, using: &random)
            let spending = (0..<12).map { _ in Int.random(in: 0...500_00, using: &random) }
            let start = Int.random(in: 0...11, using: &random)
            let pence = Int.random(in: 0...300_00, using: &random)
            let each = (0..<12).map { $0 < start ? 0 : pence }
            func expires(_ starts: Int) -> Int {
                LevyForecast(
                    of: account, now: now, isOver: isOver, paidIn: { _ in paidIn },
                    spending: { month in
                        let step = now.months(until: month) - 1
                        return step < 0 ? 100_00 : spending[step] + starts * each[step]
                    }, months: 12
                ).lines.suffix(12 - start).reduce(0) { $0 + $1.expiredInAll }
            }
            let found = LevyForecast.startsToUseUp(
                account, now: now, isOver: isOver, paidIn: { _ in paidIn },
                spending: { month in
                    let step = now.months(until: month) - 1
                    return step < 0 ? 100_00 : spending[step]
                }, each: each)
            if pence == 0 {
                #expect(found == nil)
            } else if let found {
                #expect(expires(found) == 0 && (found == 0 || expires(found - 1) > 0))
            } else {
                #expect(expires(10_000) > 0)
            }
        }
    }
}
