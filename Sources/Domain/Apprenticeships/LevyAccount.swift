/// A levy account, month by month: the oldest funds are spent first, and what is old enough expires.
///
/// In a month funds enter first, then payments are made, then what is left of funds that entered so many months ago
/// expires: all that entered at least so many months ago, less all payments to date, less all that has expired already
/// (domain notes §3, S49). Funds that entered under other terms are reckoned apart, side by side, and a payment takes
/// from the older terms first.
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
    /// - Throws: ``LevyError`` for the first month in which more went out than was there.
    public init(
        _ movements: some Sequence<LevyMovement>, terms: [LevyTerms], through month: Month
    ) throws(LevyError) {
        self.terms = terms.sorted { $0.from < $1.from }
        let none = [Int](repeating: 0, count: self.terms.count)
        entered = self.terms.map { _ in [] }
        (enteredSums, oldEnough, used, expired) = (none, none, none, none)
        let byMonth = Dictionary(grouping: movements, by: \.month)
        first = byMonth.keys.min() ?? month
        var current = first
        while current <= month {
            let line = advance(byMonth[current] ?? [])
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
        let month = lines.last.map { $0.month.adding(1) } ?? first
        var line = Line(month: month, expired: [], left: [])
        for movement in movements {
            switch movement.kind {
            case .paidIn: line.paidIn += movement.pence
            case .spent: line.spent += movement.pence
            case .transferredOut: line.transferredOut += movement.pence
            }
        }
        let holder = terms.lastIndex { $0.from <= month } ?? 0
        for place in terms.indices { entered[place].append(place == holder ? line.paidIn : 0) }
        if !terms.isEmpty { enteredSums[holder] += line.paidIn }
        var owed = line.spent + line.transferredOut
        for place in terms.indices {
            let taken = min(owed, enteredSums[place] - used[place] - expired[place])
            used[place] += taken
            owed -= taken
        }
        line.short = owed
        for place in terms.indices {
            // The funds of one more month are old enough.
            let old = entered[place].count - 1 - terms[place].months
            if old >= 0 { oldEnough[place] += entered[place][old] }
            let gone = max(0, oldEnough[place] - used[place] - expired[place])
            expired[place] += gone
            line.expired.append(gone)
            line.left.append(enteredSums[place] - used[place] - expired[place])
        }
        lines.append(line)
        return line
    }
}
