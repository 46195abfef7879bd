extension SurvivalCurve {
    /// The curve in steps that tell of nobody: between any two of them enough people left.
    ///
    /// - Parameters:
    ///   - least: how many leave in a step at least; steps that are smaller are one with the next.
    ///   - cuts: days, each after which the curve is asked for; one is kept where enough left before and after it.
    /// - Returns: the steps, each of the last day of those it is made of, and the cuts that are kept.
    public func merged(leastLeft least: Int, cuts: [Int] = []) -> (steps: [Step], cuts: Set<Int>) {
        if least <= 1 { return (steps, Set(cuts)) }
        var ends: Set<Int> = [0, steps.count]
        var kept: Set<Int> = []
        func left(_ range: Range<Int>) -> Int { steps[range].reduce(0) { $0 + $1.left } }
        for cut in cuts {
            let place = steps.prefix { $0.days <= cut }.count
            let tried = ends.union([place]).sorted()
            if zip(tried, tried.dropFirst()).allSatisfy({ left($0..<$1) == 0 || left($0..<$1) >= least }) {
                ends.insert(place)
                kept.insert(cut)
            }
        }
        var merged: [Step] = []
        let sorted = ends.sorted()
        for (from, end) in zip(sorted, sorted.dropFirst()) {
            var first = from
            for place in from..<end where left(first..<(place + 1)) >= least {
                let rest = left((place + 1)..<end)
                if rest > 0 && rest < least { continue }
                merged.append(
                    Step(
                        days: steps[place].days, atRisk: steps[first].atRisk, left: left(first..<(place + 1)),
                        survival: steps[place].survival, interval: steps[place].interval))
                first = place + 1
            }
        }
        return (merged, kept)
    }
}
