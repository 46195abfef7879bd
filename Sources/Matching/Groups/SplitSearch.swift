/// A placement of least cost that keeps limits on groups of settings together with minimums and couples, as far as a
/// search over the ways to split the limits comes.
///
/// Minimums count people, so they cannot be looked at in a flow with holders. Instead the holders are fixed, which splits
/// each limit into places of its settings, and the search without holders answers what is left. It starts from the split
/// of the best placement without minimums and couples, and then tries, limit by limit, to give one setting as much as it
/// can use, and to move one holder at a time, as long as something is gained. The best placement without minimums and
/// couples is a bound; only where that is reached the answer is known to be exact.
struct SplitSearch {
    private let instance: MatchingInstance
    private let rules: SideRules
    private let plain: FlowSolution
    private let workLimit: Int
    /// How many more splits may be tried.
    private var trials: Int
    /// The setting of each holder in the best split.
    private var split: [Int32]
    private var best: (objective: Objective, people: [Int32], restrictions: Restrictions)?

    init(_ instance: MatchingInstance, rules: SideRules, plain: FlowSolution, workLimit: Int) {
        self.instance = instance
        self.rules = rules
        self.plain = plain
        self.workLimit = workLimit
        // A count and not a time, so that the answer does not depend on the machine.
        trials = max(8, min(400, workLimit / 20 / max(1, instance.pairCount)))
        split = Array(plain.assignment.dropFirst(instance.peopleCount))
    }

    /// The setting of each student, holders included.
    var assignment: [Int32] { (best?.people ?? []) + split }

    /// Whether nothing better keeps the rules.
    var isExact: Bool { best?.objective == plain.objective }

    /// Searches. There always is a placement, because nobody has to be placed.
    mutating func run() throws(FlowError) {
        _ = try take(split)
        for holders in limits where !isExact {
            for setting in settings(of: holders[0]) {
                _ = try take(concentrated(holders, away: setting))
            }
        }
        var gains = true
        while gains, !isExact, trials > 0 {
            gains = false
            for holders in limits {
                for holder in holders {
                    for setting in settings(of: holder) where setting != split[holder] {
                        var moved = split
                        moved[holder] = setting
                        if try take(moved) { gains = true }
                    }
                }
            }
        }
    }

    /// The proof that the placement is best under the split and what the search decided; nil if none could be made.
    func certificate() throws(FlowError) -> Certificate? {
        guard let best else { return nil }
        var restrictions = best.restrictions
        restrictions.locked += split.enumerated().map {
            .init(student: Int32(instance.peopleCount + $0.offset), setting: $0.element)
        }
        let proof = try PlacementFlow.solve(instance, restrictions: restrictions).certificate
        return proof.verify(assignment, for: instance).isValid ? proof : nil
    }

    /// The holders of each limit, by their number among the holders.
    private var limits: [[Int]] {
        var groups: [[Int]] = []
        for holder in split.indices {
            if let last = groups.last?.first, settings(of: last) == settings(of: holder) {
                groups[groups.count - 1].append(holder)
            } else {
                groups.append([holder])
            }
        }
        return groups
    }

    private func settings(of holder: Int) -> [Int32] {
        Array(instance.settings[instance.pairRange(of: instance.peopleCount + holder)])
    }

    /// The holders of a limit anywhere but at one setting, as far as there is room.
    private func concentrated(_ holders: [Int], away from: Int32) -> [Int32] {
        var moved = split
        var room = instance.capacities
        for (holder, setting) in moved.enumerated() where !holders.contains(holder) {
            room[Int(setting)] -= 1
        }
        let order = settings(of: holders[0]).filter { $0 != from } + [from]
        for holder in holders {
            guard let setting = order.first(where: { room[Int($0)] > 0 }) else { continue }
            moved[holder] = setting
            room[Int(setting)] -= 1
        }
        return moved
    }

    /// Answers whether a split is better than the best so far, and takes it if so.
    private mutating func take(_ split: [Int32]) throws(FlowError) -> Bool {
        guard trials > 0, !isExact, let (reduced, closed) = reduced(split) else { return false }
        trials -= 1
        let plain = try PlacementFlow.solve(reduced)
        var people = plain.assignment
        var restrictions = Restrictions.none
        if !rules.areKept(by: people, in: reduced) {
            if let best, !(plain.objective < best.objective) { return false }
            let found = try RuledPlacement(
                reduced, plain: people, rules: rules, workLimit: workLimit / 8)
            people = found.assignment
            restrictions = found.certificate?.restrictions ?? .none
        }
        guard let objective = Objective(of: people, in: reduced) else { return false }
        if let best, !(objective < best.objective) { return false }
        restrictions.closed = Set(restrictions.closed + closed).sorted()
        best = (objective, people, restrictions)
        self.split = split
        return true
    }

    /// The people alone with the places that the holders leave them, and what can no longer reach its minimum; nil for
    /// a split with more holders at a setting than it has places.
    private func reduced(_ split: [Int32]) -> (MatchingInstance, closed: [Int32])? {
        var places = instance.capacities
        for setting in split {
            guard setting >= 0, places[Int(setting)] > 0 else { return nil }
            places[Int(setting)] -= 1
        }
        let closed = rules.settingsWithMinimum.filter {
            places[$0] > 0 && places[$0] < instance.minimums[$0]
        }
        for setting in closed { places[setting] = 0 }
        let end = Int(instance.firstPair[instance.peopleCount])
        let alone = MatchingInstance(
            studentCount: instance.peopleCount, settingCount: instance.settingCount, capacities: places,
            minimums: zip(instance.minimums, places).map { $1 > 0 ? min($0, $1) : $0 },
            firstPair: Array(instance.firstPair[...instance.peopleCount]),
            settings: Array(instance.settings[..<end]), ranks: Array(instance.ranks[..<end]),
            problems: Array(instance.problems[..<end]), travel: Array(instance.travel[..<end]),
            bands: Array(instance.bands[..<end]), together: instance.together)
        return (alone, closed.map { Int32($0) })
    }
}
