/// What will expire of a levy account, and under which terms, with given income and spending.
public struct LevyForecast: Sendable {
    /// What happens within some months; amounts in pence.
    public struct Horizon: Sendable, Hashable {
        /// Months ahead.
        public let months: Int
        /// What expires, by the position of its terms.
        public let expiring: [Int]
        /// What is spent and cannot be paid from the account.
        public let short: Int
        /// What is left at the end.
        public let balance: Int

        /// What expires under all terms.
        public var expiringInAll: Int { expiring.reduce(0, +) }
    }

    /// The months ahead, in order.
    public let lines: [LevyAccount.Line]
    /// What was there before them.
    public let balance: Int

    /// Goes on with an account.
    ///
    /// - Parameters:
    ///   - paidIn: pence that enter in each month.
    ///   - spending: pence to be paid in each of the months ahead; none in months past its end.
    ///   - months: how many months ahead.
    public init(of account: LevyAccount, paidIn: Int, spending: [Int], months: Int) {
        var account = account
        balance = account.balance
        let before = account.lines.count
        for step in 0..<max(0, months) {
            let month = Month(index: 0)
            account.advance([
                LevyMovement(.paidIn, paidIn, in: month),
                LevyMovement(.spent, step < spending.count ? spending[step] : 0, in: month),
            ])
        }
        lines = Array(account.lines[before...])
    }

    /// What happens within so many months.
    public func horizon(_ months: Int) -> Horizon {
        let within = lines.prefix(max(0, months))
        var expiring = lines.first.map { [Int](repeating: 0, count: $0.expired.count) } ?? []
        for line in within {
            for place in line.expired.indices { expiring[place] += line.expired[place] }
        }
        return Horizon(
            months: months, expiring: expiring, short: within.reduce(0) { $0 + $1.short },
            balance: within.last?.balance ?? balance)
    }
}
