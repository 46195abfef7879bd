extension SurvivalCurve {
    /// The same people as a life table of steps that tell of nobody: in each enough people left, and nothing in it is
    /// reckoned from anything finer than the steps.
    ///
    /// The actuarial estimate of Cutler and Ederer (Maximum utilization of the life table method in analyzing survival,
    /// 1958): who is there still and was watched for a part of a step counts as there for half of it. The steps end with
    /// whole months of service, a month being a twelfth of 365 days, since the day on which somebody left is theirs.
    ///
    /// - Parameters:
    ///   - least: how many leave in a step at least; steps that are smaller are one with the next.
    ///   - tellsYear: whether a step ends with twelve months, of which it must be known that enough or none left before
    ///     and after; else no step tells how many left within them.
    public func lifeTable(leastLeft least: Int, tellsYear: Bool) -> SurvivalCurve {
        let year = RetentionSecrecy.year
        let soon = left(through: year)
        func isFew(_ count: Int) -> Bool { count > 0 && count < least }
        /// Whether a step may end after so many days, by which so many have left, of whom so many in the step.
        func mayEnd(_ end: Int, _ now: Int, inStep: Int) -> Bool {
            if inStep == 0 || isFew(inStep) || isFew(left - now) { return false }
            if tellsYear { return end >= year || !isFew(soon - now) }
            return now != soon || end > year && now == left
        }
        var table: [Step] = []
        var (start, before) = (-1, 0)
        var (survival, greenwood) = (1.0, 0.0)
        for end in monthEnds(beyond: tellsYear ? 0 : year) {
            let now = left(through: end)
            if !mayEnd(end, now, inStep: now - before) { continue }
            let (atRisk, after) = (watched(beyond: start), watched(beyond: end))
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

    /// The last days of the months of service, up to the one by which all who leave have left and which is beyond a day.
    private func monthEnds(beyond day: Int) -> [Int] {
        var ends: [Int] = []
        while ends.isEmpty || (ends.last ?? 0) < (steps.last?.days ?? 0) || (ends.last ?? 0) <= day {
            ends.append((ends.count + 1) * RetentionSecrecy.year / 12)
        }
        return ends
    }

    private func left(through days: Int) -> Int {
        steps.prefix { $0.days <= days }.reduce(0) { $0 + $1.left }
    }
}
