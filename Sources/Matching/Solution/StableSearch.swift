/// A weakly stable assignment that also keeps minimums and couples, as far as that goes.
///
/// With couples or minimums no stable assignment need exist (Biró, Fleiner, Irving and Manlove 2010). Couples
/// are seated first, by the lexicographic search, and stability holds among the others. Settings that stay
/// below their minimum are closed, those that lack most first, half of them at a time, and the rest is run
/// again; a closed setting then blocks only together with as many students as it needs.
struct StableSearch {
    private let instance: MatchingInstance
    private let options: MatchOptions
    private let bound: Objective
    private let rules: SideRules
    /// The setting of each student of a couple that is seated, or −1.
    private var seats: [Int32]
    private var closed: Set<Int> = []

    /// Begins with the best placement without rules, and seats the couples.
    init(_ instance: MatchingInstance, options: MatchOptions, plain: FlowSolution) throws(FlowError) {
        self.instance = instance
        self.options = options
        bound = plain.objective
        rules = SideRules(instance, minimums: !options.ignoresMinimums, couples: !options.ignoresCouples)
        seats = Array(repeating: -1, count: instance.studentCount)
        if rules.couples.isEmpty { return }
        let placed = try RuledPlacement(
            instance, plain: plain.assignment, rules: rules, workLimit: options.workLimit
        ).assignment
        for couple in rules.couples {
            for student in [instance.together[couple].0, instance.together[couple].1] {
                seats[Int(student)] = placed[Int(student)]
            }
        }
    }

    /// Runs until no open setting is below its minimum.
    ///
    /// It ends because every round closes at least one setting.
    mutating func solution() -> Solution {
        while true {
            let assignment = assignOthers()
            let short = settingsBelowMinimum(assignment)
            if short.isEmpty {
                let unplaced = assignment.count { $0 < 0 }
                // Nothing places more, so the size at least is proved.
                return Solution(
                    instance, assignment: assignment, bound: bound, isExact: unplaced == bound.unplaced,
                    certificate: nil, options: options)
            }
            for setting in short.prefix((short.count + 1) / 2) { close(setting) }
        }
    }

    /// Closes a setting; a couple that sits there is left out.
    private mutating func close(_ setting: Int) {
        closed.insert(setting)
        for student in seats.indices where Int(seats[student]) == setting { seats[student] = -1 }
    }

    /// Lets everybody who is in no couple ask for what the couples have left.
    private func assignOthers() -> [Int32] {
        var capacities = instance.capacities
        for setting in closed { capacities[setting] = 0 }
        for setting in seats where setting >= 0 { capacities[Int(setting)] -= 1 }
        var isInCouple = [Bool](repeating: false, count: instance.studentCount)
        for couple in rules.couples {
            isInCouple[Int(instance.together[couple].0)] = true
            isInCouple[Int(instance.together[couple].1)] = true
        }
        let others = instance.withPairs(capacities: capacities) { !isInCouple[$0] }
        var assignment = Kiraly.largeWeaklyStable(others, tieBreak: options.tieBreak)
        for student in seats.indices where seats[student] >= 0 { assignment[student] = seats[student] }
        return assignment
    }

    /// The settings with somebody, but too few: those that lack most first, then by number.
    private func settingsBelowMinimum(_ assignment: [Int32]) -> [Int] {
        var loads = [Int32](repeating: 0, count: instance.settingCount)
        for setting in assignment where setting >= 0 { loads[Int(setting)] += 1 }
        return rules.settingsWithMinimum
            .filter { loads[$0] > 0 && loads[$0] < instance.minimums[$0] }
            .sorted { one, other in
                let (first, second) = (
                    instance.minimums[one] - loads[one], instance.minimums[other] - loads[other]
                )
                return first != second ? first > second : one < other
            }
    }
}

extension MatchingInstance {
    /// The instance with other capacities and only the pairs of some students; the others have empty lists.
    fileprivate func withPairs(capacities: [Int32], of isKept: (Int) -> Bool) -> MatchingInstance {
        var firstPair: [Int32] = [0]
        var kept: [Int] = []
        for student in 0..<studentCount {
            if isKept(student) { kept.append(contentsOf: pairRange(of: student)) }
            firstPair.append(Int32(kept.count))
        }
        return MatchingInstance(
            studentCount: studentCount, settingCount: settingCount, capacities: capacities,
            minimums: minimums,
            firstPair: firstPair, settings: kept.map { settings[$0] }, ranks: kept.map { ranks[$0] },
            problems: kept.map { problems[$0] }, travel: kept.map { travel[$0] },
            bands: kept.map { bands[$0] },
            together: [])
    }
}
