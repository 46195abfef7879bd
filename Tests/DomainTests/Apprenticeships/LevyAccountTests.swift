import Domain
import RandomSupport
import Testing

@Suite struct LevyAccountTests {
    private func month(_ text: String) throws -> Month { try #require(Month(iso: text)) }

    private func terms() throws -> [LevyTerms] {
        [
            LevyTerms(from: try month("2017-05"), months: 24),
            LevyTerms(from: try month("2026-08"), months: 12),
        ]
    }

    @Test func whatIsNotSpentExpiresAfterTwentyFourMonths() throws {
        let account = try LevyAccount(
            [
                LevyMovement(.paidIn, 100_00, in: month("2022-01")),
                LevyMovement(.spent, 40_00, in: month("2023-06")),
            ], terms: terms(), through: month("2024-03"))
        let line = { (text: String) throws -> LevyAccount.Line in
            try #require(account.lines.first { $0.month == (try? month(text)) })
        }
        #expect(try line("2023-12").balance == 60_00)
        #expect(try line("2024-01").expired == [60_00, 0])
        #expect(account.balance == 0)
    }

    /// On the last day of the month and not before: a payment of that month may still use them.
    @Test func fundsExpireWhenTheirLastMonthIsOver() throws {
        let movements = [
            LevyMovement(.paidIn, 100_00, in: try month("2022-01")),
            LevyMovement(.paidIn, 30_00, in: try month("2022-02")),
        ]
        var account = try LevyAccount(
            movements, terms: terms(), through: month("2024-01"), isOver: false)
        #expect(account.isOpen && account.balance == 130_00)
        #expect(account.lines.last?.expired == [0, 0] && account.lines.count == 25)
        let idle = LevyForecast(
            of: account, now: try month("2024-01"), isOver: false, paidIn: { _ in 0 }, spending: { _ in 0 },
            months: 3)
        #expect(idle.lines.count == 4 && idle.horizon(0).expiring == [100_00, 0])
        #expect(idle.horizon(1).expiring == [130_00, 0] && idle.horizon(1).balance == 0)
        // Nothing is recorded of January 2024, so as much is spent in it as is assumed.
        let january = try month("2024-01").index
        let spending = LevyForecast(
            of: account, now: try month("2024-01"), isOver: false, paidIn: { _ in 5_00 },
            spending: { [january + 0: 40_00, january + 1: 30_00][$0.index] ?? 0 }, months: 3)
        #expect(spending.lines.map(\.expiredInAll) == [60_00, 0, 0, 0])
        #expect(spending.horizon(3).balance == 20_00)
        account.close()
        #expect(!account.isOpen && account.lines.last?.expired == [100_00, 0] && account.balance == 30_00)
        account.close()
        #expect(account.balance == 30_00)
        let over = LevyForecast(
            of: account, now: try month("2024-01"), isOver: true, paidIn: { _ in 0 }, spending: { _ in 0 },
            months: 3)
        #expect(over.lines.count == 3)
        // What is recorded of the month is not assumed again; what is not yet recorded of it is.
        let known = try LevyAccount(
            movements + [LevyMovement(.spent, 10_00, in: month("2024-01"))], terms: terms(),
            through: month("2024-01"), isOver: false)
        let next = LevyForecast(
            of: known, now: try month("2024-01"), isOver: false, paidIn: { _ in 0 },
            spending: { $0.index == january ? 40_00 : 0 }, months: 1)
        #expect(next.lines.map(\.spent) == [40_00, 0])
        #expect(next.lines.map(\.expiredInAll) == [60_00, 30_00])
    }

    /// A statement comes a month late: whether the month is over must not make it a month in which nothing happened.
    @Test func monthsOfWhichNothingIsRecordedAreAssumedAlike() throws {
        let account = try LevyAccount(
            [LevyMovement(.paidIn, 100_00, in: month("2022-01"))], terms: terms(), through: month("2023-11"))
        func expiring(_ now: String, isOver: Bool) throws -> [Int] {
            LevyForecast(
                of: account, now: try month(now), isOver: isOver, paidIn: { _ in 2_00 },
                spending: { _ in 10_00 },
                months: 3
            ).lines.filter { $0.month == (try? month("2024-01")) }.map(\.expiredInAll)
        }
        // December and January take £20.00 in all, whenever it is asked.
        #expect(try expiring("2023-12", isOver: false) == [80_00])
        #expect(try expiring("2023-12", isOver: true) == [80_00])
        #expect(try expiring("2024-01", isOver: false) == [80_00])
        #expect(try expiring("2023-11", isOver: true) == [80_00])
    }

    /// A transfer says nothing of what is paid in and spent in the running month.
    @Test func besideATransferTheMonthIsAssumed() throws {
        let account = try LevyAccount(
            [
                LevyMovement(.paidIn, 100_00, in: month("2024-01")),
                LevyMovement(.transferredOut, 10_00, in: month("2024-02")),
            ], terms: terms(), through: month("2024-02"), isOver: false)
        let forecast = LevyForecast(
            of: account, now: try month("2024-02"), isOver: false, paidIn: { _ in 7_00 },
            spending: { _ in 3_00 },
            months: 1)
        #expect(forecast.lines.map(\.balance) == [94_00, 98_00])
    }

    /// In the month in which the change of August 2026 falls, and at the days on which both rules bite.
    @Test func twoRulesRunSideBySide() throws {
        let account = try LevyAccount(
            [
                LevyMovement(.paidIn, 10_00, in: month("2026-07")),
                LevyMovement(.paidIn, 20_00, in: month("2026-08")),
                LevyMovement(.paidIn, 5_00, in: month("2026-09")),
            ], terms: terms(), through: month("2028-12"))
        let expiring = account.lines.filter { $0.expiredInAll > 0 }.map { "\($0.month) \($0.expired)" }
        // New funds are gone before older ones: twelve months against twenty-four.
        #expect(expiring == ["2027-08 [0, 2000]", "2027-09 [0, 500]", "2028-07 [1000, 0]"])
    }

    @Test func paymentsTakeTheOldestFirst() throws {
        let account = try LevyAccount(
            [
                LevyMovement(.paidIn, 10_00, in: month("2026-07")),
                LevyMovement(.paidIn, 20_00, in: month("2026-08")),
                LevyMovement(.transferredOut, 3_00, in: month("2026-09")),
                LevyMovement(.spent, 9_00, in: month("2026-10")),
            ], terms: terms(), through: month("2026-10"))
        #expect(account.lines.last?.left == [0, 18_00])
    }

    @Test func whatGoesOutBeforeItCameInIsRefused() throws {
        do {
            _ = try LevyAccount(
                [
                    LevyMovement(.paidIn, 10_00, in: month("2022-02")),
                    LevyMovement(.spent, 10_01, in: month("2022-02")),
                ], terms: terms(), through: month("2022-02"))
            Issue.record("spent more than there was")
        } catch let error as LevyError {
            #expect(error.month == (try month("2022-02")))
            #expect(error.out == 10_01 && error.available == 10_00)
        }
        // What came in and expired cannot be spent either.
        #expect(throws: LevyError.self) {
            _ = try LevyAccount(
                [
                    LevyMovement(.paidIn, 10_00, in: month("2020-01")),
                    LevyMovement(.spent, 1_00, in: month("2022-02")),
                ], terms: terms(), through: month("2022-02"))
        }
        // In the month of expiry a payment still comes before it.
        #expect(throws: Never.self) {
            _ = try LevyAccount(
                [
                    LevyMovement(.paidIn, 10_00, in: month("2020-01")),
                    LevyMovement(.spent, 10_00, in: month("2022-01")),
                ], terms: terms(), through: month("2022-01"))
        }
    }

    /// The slow way: every pound is a lot of its own with the day of its entry, taken and thrown away one by one.
    private struct Lots {
        var lots: [(month: Month, terms: Int, pounds: Int)] = []
        let terms: [LevyTerms]

        mutating func month(_ month: Month, in paid: Int, out: Int) -> (expired: [Int], short: Int) {
            let own = terms.lastIndex { $0.from <= month } ?? 0
            for _ in 0..<paid { lots.append((month, own, 1)) }
            var owed = out
            while owed > 0, let oldest = lots.indices.min(by: { lots[$0].month < lots[$1].month }) {
                lots.remove(at: oldest)
                owed -= 1
            }
            var expired = terms.map { _ in 0 }
            for lot in lots where lot.month.adding(terms[lot.terms].months) <= month {
                expired[lot.terms] += 1
            }
            lots.removeAll { $0.month.adding(terms[$0.terms].months) <= month }
            return (expired, owed)
        }
    }

    @Test func tenThousandRandomAccountsAgreeWithTheSlowWay() throws {
        var random = Seeded.printed("levy accounts")
        for number in 0..<10_000 {
            let change = Month(index: 2026 * 12 + 7)
            let terms = [
                LevyTerms(from: Month(index: 2017 * 12), months: Int.random(in: 2...6, using: &random)),
                LevyTerms(from: change, months: Int.random(in: 1...6, using: &random)),
            ]
            let first = change.adding(-Int.random(in: 0...8, using: &random))
            let count = Int.random(in: 1...16, using: &random)
            var lots = Lots(terms: terms)
            var movements: [LevyMovement] = []
            var expected: [[Int]] = []
            var shortIn: Month?
            for step in 0..<count {
                let month = first.adding(step)
                let paid = Int.random(in: 0...6, using: &random)
                let spent = Bool.random(using: &random) ? Int.random(in: 0...5, using: &random) : 0
                let given = Int.random(in: 0...9, using: &random) == 0 ? 2 : 0
                movements += [
                    LevyMovement(.paidIn, paid, in: month), LevyMovement(.spent, spent, in: month),
                    LevyMovement(.transferredOut, given, in: month),
                ]
                let answer = lots.month(month, in: paid, out: spent + given)
                if answer.short > 0 {
                    shortIn = month
                    break
                }
                expected.append(answer.expired)
            }
            do {
                let account = try LevyAccount(movements, terms: terms, through: first.adding(count - 1))
                try #require(shortIn == nil, "account \(number), seed \(random.seed)")
                try #require(
                    account.lines.map(\.expired) == expected, "account \(number), seed \(random.seed)")
                try #require(account.balance == lots.lots.count, "account \(number), seed \(random.seed)")
                var open = try LevyAccount(
                    movements, terms: terms, through: first.adding(count - 1), isOver: false)
                try #require(open.balance >= account.balance)
                open.close()
                try #require(open.lines == account.lines, "account \(number), seed \(random.seed)")
            } catch let error as LevyError {
                try #require(error.month == shortIn, "account \(number), seed \(random.seed)")
            }
        }
    }

    @Test func aForecastGoesOnWithTheAccount() throws {
        let account = try LevyAccount(
            (0..<24).map { LevyMovement(.paidIn, 10_00, in: try month("2024-09").adding($0)) },
            terms: terms(), through: month("2026-08"))
        let now = try month("2026-08")
        let idle = LevyForecast(
            of: account, now: now, isOver: true, paidIn: { _ in 10_00 }, spending: { _ in 0 }, months: 12)
        #expect(idle.horizon(3).expiring == [30_00, 0])
        // From August 2027 the funds of August 2026 go as well, beside those of August 2025.
        #expect(idle.horizon(12).expiring == [110_00 + 10_00, 10_00])
        let busy = LevyForecast(
            of: account, now: now, isOver: true, paidIn: { _ in 10_00 }, spending: { _ in 30_00 }, months: 12)
        #expect(busy.horizon(3).expiring == [0, 0] && busy.horizon(12).short == 0)
        let dry = LevyForecast(
            of: account, now: now, isOver: true, paidIn: { _ in 0 }, spending: { _ in 100_00 }, months: 12)
        #expect(dry.horizon(3).short == 300_00 - 240_00)
        #expect(CoInvestment.employerShare(of: 60_00, percent: 25) == 15_00)
        #expect(CoInvestment.employerShare(of: 1, percent: 5) == 1)
    }

    @Test func aTopUpIsPartOfWhatEntered() {
        #expect(LevyTopUp.part(of: 110_00, percent: 10) == 10_00)
        #expect(LevyTopUp.part(of: 100_00, percent: 10) == 9_09)
        #expect(LevyTopUp.part(of: 100_00, percent: 0) == 0)
        #expect(LevyTopUp.restated(110_00, from: 10, to: 0) == 100_00)
        #expect(LevyTopUp.restated(100_00, from: 0, to: 10) == 110_00)
        for pence in 0...1_500 { #expect(LevyTopUp.restated(pence, from: 10, to: 10) == pence) }
        #expect(LevyTopUp.restated(1_000_000_000_000, from: 10, to: 0) == 909_090_909_090)
    }

    @Test func whatEntersMayChangeFromMonthToMonth() throws {
        let account = try LevyAccount(
            [LevyMovement(.paidIn, 11_00, in: try month("2026-05"))], terms: terms(),
            through: month("2026-05"))
        let august = try month("2026-08")
        let forecast = LevyForecast(
            of: account, now: try month("2026-05"), isOver: true, paidIn: { $0 < august ? 11_00 : 10_00 },
            spending: { _ in 0 }, months: 4)
        #expect(forecast.lines.map(\.paidIn) == [11_00, 11_00, 10_00, 10_00])
    }

    @Test func thePlanOfAMonth() throws {
        #expect(Month(iso: "2022-13") == nil && Month(iso: "2022-09-02") == nil && Month(iso: "22-09") == nil)
        #expect(Month(iso: "2022-09-01") == Month(iso: "2022-09"))
        let leap = try month("2024-02")
        #expect(leap.first == (try day("2024-02-01")))
        #expect(leap.last == (try day("2024-02-29")))
        #expect(leap.adding(-2).description == "2023-12" && leap.months(until: leap.adding(13)) == 13)
    }
}
