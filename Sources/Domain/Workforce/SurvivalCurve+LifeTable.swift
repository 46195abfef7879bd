extension SurvivalCurve {
    /// The last day of so many months of service, a month being a twelfth of 365 days.
    public static func lastDay(ofMonth months: Int) -> Int { months * RetentionSecrecy.year / 12 }

    /// The same people as a life table, in which nothing is reckoned from anything finer than its steps.
    ///
    /// The actuarial estimate of Cutler and Ederer (Maximum utilization of the life table method in analyzing survival,
    /// 1958): who is there still and was watched for a part of a step counts as there for half of it. There is no step
    /// with nobody watched in it.
    ///
    /// - Parameter ends: the last months of service of the steps, in order.
    public func lifeTable(endingWith ends: [Int]) -> SurvivalCurve {
        var table: [Step] = []
        var (start, before) = (-1, 0)
        var (survival, greenwood) = (1.0, 0.0)
        for (end, now) in zip(ends.map(Self.lastDay), left(byMonths: ends)) {
            let (atRisk, after) = (watched(beyond: start), watched(beyond: end))
            if atRisk == 0 { break }
            let gone = now - before
            // Twice as many as are reckoned to have been there throughout, so that it is a whole number.
            let throughout = atRisk + gone + after
            survival =
                2 * gone == throughout ? 0 : survival * Double(throughout - 2 * gone) / Double(throughout)
            if 2 * gone < throughout {
                greenwood += 4 * Double(gone) / (Double(throughout) * Double(throughout - 2 * gone))
            }
            table.append(
                Step(
                    days: min(end, longest), atRisk: atRisk, left: gone, survival: survival,
                    interval: Self.interval(survival, greenwood)))
            (start, before) = (end, now)
        }
        return SurvivalCurve(self, steps: table)
    }

    /// How many had left by the end of some months of service, which are in order.
    func left(byMonths months: some Sequence<Int>) -> [Int] {
        var (next, sum) = (steps.startIndex, 0)
        return months.map { month in
            while next < steps.endIndex, steps[next].days <= Self.lastDay(ofMonth: month) {
                sum += steps[next].left
                next += 1
            }
            return sum
        }
    }
}
