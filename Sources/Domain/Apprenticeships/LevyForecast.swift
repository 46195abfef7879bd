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
    /// How many of the lines are no months ahead: 1 where the present month is not over.
    private let present: Int

    /// Goes on with an account.
    ///
    /// What is assumed of a month is assumed of every month of which nothing is recorded, those included that are over: a
    /// statement often comes a month late. Of the month that is not over, what is not recorded yet is still to come.
    ///
    /// - Parameters:
    ///   - account: as far as it is recorded; its last month is open only if it is the present one.
    ///   - now: the present month.
    ///   - isOver: whether the present month is over.
    ///   - paidIn: pence that enter in a month.
    ///   - spending: pence to be paid in a month.
    ///   - months: how many months ahead.
    public init(
        of account: LevyAccount, now: Month, isOver: Bool, paidIn: (Month) -> Int, spending: (Month) -> Int,
        months: Int
    ) {
        var account = account
        if let last = account.lines.last, account.isOpen {
            account.close(with: [
                LevyMovement(.paidIn, max(0, paidIn(last.month) - last.paidIn), in: last.month),
                LevyMovement(.spent, max(0, spending(last.month) - last.spent), in: last.month),
            ])
        }
        var month = (account.lines.last?.month ?? now).adding(1)
        while month <= now.adding(max(0, months)) {
            account.advance([
                LevyMovement(.paidIn, paidIn(month), in: month),
                LevyMovement(.spent, spending(month), in: month),
            ])
            month = month.adding(1)
        }
        present = isOver ? 0 : 1
        lines = account.lines.filter { isOver ? $0.month > now : $0.month >= now }
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
            balance: within.last?.balance ?? 0)
    }
}
