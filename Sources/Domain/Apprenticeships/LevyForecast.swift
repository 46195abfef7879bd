/// What will expire of a levy account, and under which terms, with given income and spending.
public struct LevyForecast: Sendable {
    /// What happens within some months; amounts in pence.
    public struct Horizon: Sendable, Hashable {
        /// Months ahead.
        public let months: Int
        /// What expires, by the position of its terms.
        public let expiring: [Int]
        /// What is spent and cannot be paid from the account, by the month in which it is spent; months without left out.
        public let shortfalls: [Shortfall]
        /// What is left at the end.
        public let balance: Int

        /// What is spent and cannot be paid from the account.
        public var short: Int { shortfalls.reduce(0) { $0 + $1.pence } }
    }

    /// What cannot be paid from the account in a month.
    public struct Shortfall: Sendable, Hashable {
        /// The month, whose rule says what the employer pays of it.
        public let month: Month
        /// How much.
        public let pence: Int
    }

    /// The rest of the month that is not over, where there is one, and the months ahead, in order.
    public let lines: [LevyAccount.Line]
    /// What was there before them.
    public let balance: Int
    /// How many of the lines are no months ahead: 1 where the account's last month is not over.
    private let present: Int

    /// Goes on with an account.
    ///
    /// Where the last month of the account is not over and nothing of it is recorded, as much enters and is spent in it as
    /// is assumed for a month.
    ///
    /// - Parameters:
    ///   - paidIn: pence that enter in a month.
    ///   - spending: pence to be paid in each of the months ahead; none in months past its end.
    ///   - presently: pence to be paid in the last month of the account, if that is not over and nothing of it is
    ///     recorded.
    ///   - months: how many months ahead.
    public init(
        of account: LevyAccount, paidIn: (Month) -> Int, spending: [Int], presently: Int = 0, months: Int
    ) {
        var account = account
        balance = account.balance
        let last = account.lines.last?.month ?? Month(index: 0)
        present = account.isOpen ? 1 : 0
        let before = account.lines.count - present
        if let last = account.lines.last, account.isOpen {
            let isRecorded = last.paidIn + last.spent + last.transferredOut > 0
            account.close(
                with: isRecorded
                    ? []
                    : [
                        LevyMovement(.paidIn, paidIn(last.month), in: last.month),
                        LevyMovement(.spent, presently, in: last.month),
                    ])
        }
        for step in 0..<max(0, months) {
            let month = last.adding(step + 1)
            account.advance([
                LevyMovement(.paidIn, paidIn(month), in: month),
                LevyMovement(.spent, step < spending.count ? spending[step] : 0, in: month),
            ])
        }
        lines = Array(account.lines[before...])
    }

    /// The months ahead, without the rest of the one that is not over.
    var ahead: ArraySlice<LevyAccount.Line> { lines.dropFirst(present) }

    /// The first month whose end is ahead, and so within every horizon.
    public var firstMonth: Month? { lines.first?.month }

    /// What happens within so many months, and in the rest of the month that is not over.
    public func horizon(_ months: Int) -> Horizon {
        let within = lines.prefix(max(0, months) + present)
        var expiring = lines.first.map { [Int](repeating: 0, count: $0.expired.count) } ?? []
        for line in within {
            for place in line.expired.indices { expiring[place] += line.expired[place] }
        }
        return Horizon(
            months: months, expiring: expiring,
            shortfalls: within.filter { $0.short > 0 }.map { Shortfall(month: $0.month, pence: $0.short) },
            balance: within.last?.balance ?? balance)
    }
}
