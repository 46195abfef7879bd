/// A levy account, month by month: the oldest funds are spent first, and what is old enough expires.
///
/// In a month funds enter first, then payments are made, then what is left of funds that entered so many months ago
/// expires: all that entered at least so many months ago, less all payments to date, less all that has expired already
/// (domain notes §3, S49). Funds that entered under other terms are reckoned apart, side by side, and a payment takes
/// from the older terms first.
///
/// Funds expire when their last month is over, not when it begins. The source says that funds which entered in May expire
/// by the May so many months later, and reckons by month with all payments to date, which that month's payments belong
/// to: so until its last day a payment may still use them. A month that is not over is open: it has movements, and
/// nothing has expired in it yet.
public struct LevyAccount: Sendable {
    /// One month of the account; amounts in pence.
    public struct Line: Sendable, Hashable {
        /// The month.
        public let month: Month
        /// What entered.
        public var paidIn = 0
        /// What was spent on training.
        public var spent = 0
        /// What was given to other employers.
        public var transferredOut = 0
        /// What expired, by the position of its terms.
        public var expired: [Int]
        /// What could not be paid from the account; 0 except in a forecast.
        public var short = 0
        /// What is left at the end, by the position of its terms.
        public var left: [Int]

        /// What is left at the end.
        public var balance: Int { left.reduce(0, +) }
        /// What expired under all terms.
        public var expiredInAll: Int { expired.reduce(0, +) }
    }

    /// The terms, the oldest first.
    public let terms: [LevyTerms]
    /// The months without gaps, from the first movement on.
    public private(set) var lines: [Line] = []
    /// Whether the last month is not over, so that its funds have not expired yet.
    public private(set) var isOpen = false

    /// For each of the terms: what entered by month, what was used, what has expired.
    private var entered: [[Int]]
    private var enteredSums: [Int]
    private var oldEnough: [Int]
    private var used: [Int]
    private var expired: [Int]
    private var first: Month

    /// Reckons an account.
    ///
    /// - Parameters:
    ///   - terms: at least one; funds that entered before the first have its terms.
    ///   - month: the last month, also where nothing moved in it.
    ///   - isOver: whether the last month is over.
    /// - Throws: ``LevyError`` for the first month in which more went out than was there.
    public init(
        _ movements: some Sequence<LevyMovement>, terms: [LevyTerms], through month: Month,
        isOver: Bool = true
    ) throws(LevyError) {
        self.terms = terms.sorted { $0.from < $1.from }
        let none = [Int](repeating: 0, count: self.terms.count)
        entered = self.terms.map { _ in [] }
        (enteredSums, oldEnough, used, expired) = (none, none, none, none)
        let byMonth = Dictionary(grouping: movements, by: \.month)
        first = byMonth.keys.min() ?? month
        var current = first
        while current <= month {
            let line = enter(byMonth[current] ?? [])
            if current < month || isOver { close() }
            if line.short > 0 {
                let out = line.spent + line.transferredOut
                throw LevyError(month: current, out: out, available: out - line.short)
            }
            current = current.adding(1)
        }
    }

    /// What is left, in pence.
    public var balance: Int { lines.last?.balance ?? 0 }

    /// Adds the next month. What cannot be paid is in `short` and is not taken from anything.
    @discardableResult
    public mutating func advance(_ movements: [LevyMovement]) -> Line {
        enter(movements)
        return close()
    }

    /// Ends the last month, if it is open: what is old enough expires.
    ///
    /// - Parameter movements: what is still to happen in it.
    @discardableResult
    public mutating func close(with movements: [LevyMovement] = []) -> Line {
        guard isOpen, var line = lines.popLast() else { return lines.last ?? empty(first) }
        take(movements, into: &line)
        for place in terms.indices {
            // The funds of one more month are old enough.
            let old = entered[place].count - 1 - terms[place].months
            if old >= 0 { oldEnough[place] += entered[place][old] }
            line.expired[place] = max(0, oldEnough[place] - used[place] - expired[place])
            expired[place] += line.expired[place]
            line.left[place] -= line.expired[place]
        }
        lines.append(line)
        isOpen = false
        return line
    }

    private func empty(_ month: Month) -> Line {
        let none = terms.map { _ in 0 }
        return Line(month: month, expired: none, left: none)
    }

    /// Begins the next month, which stays open.
    @discardableResult
    private mutating func enter(_ movements: [LevyMovement]) -> Line {
        close()
        for place in terms.indices { entered[place].append(0) }
        var line = empty(lines.last.map { $0.month.adding(1) } ?? first)
        take(movements, into: &line)
        lines.append(line)
        isOpen = true
        return line
    }

    /// Pays in and pays out.
    private mutating func take(_ movements: [LevyMovement], into line: inout Line) {
        var (paidIn, owed) = (0, 0)
        for movement in movements {
            switch movement.kind {
            case .paidIn: paidIn += movement.pence
            case .spent: line.spent += movement.pence
            case .transferredOut: line.transferredOut += movement.pence
            }
            if movement.kind != .paidIn { owed += movement.pence }
        }
        line.paidIn += paidIn
        let month = line.month
        if let holder = terms.lastIndex(where: { $0.from <= month }) ?? terms.indices.first {
            enteredSums[holder] += paidIn
            entered[holder][entered[holder].count - 1] += paidIn
        }
        for place in terms.indices {
            let taken = min(owed, enteredSums[place] - used[place] - expired[place])
            used[place] += taken
            owed -= taken
            line.left[place] = enteredSums[place] - used[place] - expired[place]
        }
        line.short += owed
    }
}
