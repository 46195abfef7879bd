/// Finds the cheapest placement that keeps minimums and couples, by branch and bound over what the flow breaks.
///
/// A node is a bounded flow in which some breaches have been mended for good; its cost is a lower bound for all
/// placements below it. Every way of every breach is tried, and taken back. The least costs of breaches with
/// independent regions add up to a better bound, which also strikes ways out; a breach with one way left is mended
/// without branching. Breaches far from one another, the usual case, are so decided one by one and not in
/// combination.
///
/// The work is limited by the number of pairs looked at, not by a clock, so that the same instance always gets the same
/// answer. When the limit is reached the best placement found is given and `isExact` is false.
struct SideSearch {
    /// A way with what it adds to the cost.
    struct Trial {
        var decision: Decision
        var rise: Int128
    }

    /// A breach with what each of its ways would cost, the cheapest first.
    struct Prospect {
        var breach: Breach
        var trials: [Trial]
        var region: Region
        /// What mending it costs at least; nil if it cannot be mended.
        var least: Int128? { trials.first?.rise }
    }

    /// The flow at the present node.
    private(set) var flow: BoundedFlow
    /// What is to be kept.
    let rules: SideRules
    /// How many pairs may be looked at.
    let workLimit: Int
    /// The cost of the best placement found so far.
    private var best: Int128?
    /// That placement.
    private(set) var found: FoundPlacement
    /// Whether every node was either explored or shown to hold nothing better.
    private(set) var isExact = true
    /// The nodes visited.
    private(set) var nodes = 0

    /// Begins at the placement of a flow without decisions.
    init(_ flow: BoundedFlow, rules: SideRules, workLimit: Int) {
        self.flow = flow
        self.rules = rules
        self.workLimit = workLimit
        self.flow.keepsJournal = true
        found = FoundPlacement(flow)
    }

    /// Runs the search. There always is a placement, because nobody has to be placed.
    mutating func run() {
        takeFirstFound()
        explore([])
    }

    /// A first placement: every setting below its minimum closes, every couple apart is left out, until none is left.
    ///
    /// It is seldom good, but it needs no trials and always exists.
    private mutating func takeFirstFound() {
        let beginning = flow.journal.count
        var breaches = flow.breaches(rules)
        while !breaches.isEmpty {
            for breach in breaches {
                let isDone =
                    switch breach {
                    case .setting(let setting): !flow.isBelowMinimum(setting) || flow.apply(.close(setting))
                    case .couple(let couple): flow.apply(.leaveOut(couple: couple))
                    }
                // Nothing is held open or seated, so closing and leaving out cannot fail.
                guard isDone else {
                    flow.rollBack(to: beginning)
                    return
                }
            }
            breaches = flow.breaches(rules)
        }
        noteLeaf()
        flow.rollBack(to: beginning)
    }

    private mutating func noteLeaf() {
        guard best.map({ flow.total < $0 }) ?? true else { return }
        best = flow.total
        found = FoundPlacement(flow)
    }

    private func isHopeless(_ bound: Int128) -> Bool { best.map { bound >= $0 } ?? false }

    /// Explores everything below the present node and leaves the flow as it was.
    private mutating func explore(_ known: [Prospect]) {
        let beginning = flow.journal.count
        defer { flow.rollBack(to: beginning) }
        nodes += 1
        var known = known
        while true {
            if isHopeless(flow.total) { return }
            let breaches = flow.breaches(rules)
            if breaches.isEmpty {
                noteLeaf()
                return
            }
            if flow.work > workLimit {
                isExact = false
                return
            }
            var prospects = self.prospects(of: breaches, known: known)
            let bound = packedBound(&prospects)
            guard let bound, !isHopeless(bound) else { return }
            guard let forced = prospects.first(where: { $0.trials.count == 1 }) else {
                branch(prospects)
                return
            }
            // Only one way is left.
            guard let region = take(forced.trials[0].decision) else { return }
            known = prospects.filter { $0.breach != forced.breach && $0.region.isIndependent(of: region) }
        }
    }

    /// Branches on the breach whose cheapest way costs most, because that raises the bound in every branch.
    private mutating func branch(_ prospects: [Prospect]) {
        guard
            let chosen = prospects.max(by: { one, other in
                (one.least ?? 0, one.trials[1].rise) < (other.least ?? 0, other.trials[1].rise)
            })
        else { return }
        let total = flow.total
        for trial in chosen.trials where !isHopeless(total + trial.rise) {
            let beginning = flow.journal.count
            if let region = take(trial.decision) {
                explore(prospects.filter { $0.breach != chosen.breach && $0.region.isIndependent(of: region) })
            }
            flow.rollBack(to: beginning)
        }
    }

    /// Carries a decision out and answers what it changed; nil if it cannot be.
    private mutating func take(_ decision: Decision) -> Region? {
        let beginning = flow.journal.count
        guard flow.apply(decision) else { return nil }
        var region = Region()
        region.formUnion(changesOf: flow, since: beginning)
        return region
    }

    /// Tries every way of every breach that is not known already.
    private mutating func prospects(of breaches: [Breach], known: [Prospect]) -> [Prospect] {
        var found: [Breach: Prospect] = [:]
        for prospect in known { found[prospect.breach] = prospect }
        return breaches.map { found[$0] ?? prospect(of: $0) }
    }

    private mutating func prospect(of breach: Breach) -> Prospect {
        var prospect = Prospect(breach: breach, trials: [], region: Region())
        let before = flow.total
        for decision in flow.ways(toMend: breach) {
            let beginning = flow.journal.count
            if flow.apply(decision) {
                prospect.trials.append(Trial(decision: decision, rise: flow.total - before))
                prospect.region.formUnion(changesOf: flow, since: beginning)
            }
            flow.rollBack(to: beginning)
        }
        prospect.trials.sort { $0.rise < $1.rise }
        return prospect
    }

    /// A lower bound for the node from breaches that are independent of one another; strikes out hopeless ways.
    ///
    /// - Returns: nil if some breach cannot be mended at all.
    private func packedBound(_ prospects: inout [Prospect]) -> Int128? {
        var order = Array(prospects.indices)
        order.sort { (prospects[$0].least ?? 0, $1) > (prospects[$1].least ?? 0, $0) }
        var union = Region()
        var sum: Int128 = 0
        var isPacked = [Bool](repeating: false, count: prospects.count)
        for index in order {
            guard let least = prospects[index].least else { return nil }
            guard prospects[index].region.isIndependent(of: union) else { continue }
            union.formUnion(prospects[index].region)
            isPacked[index] = true
            sum += least
        }
        let bound = flow.total + sum
        guard best != nil else { return bound }
        for index in prospects.indices {
            // Of a packed breach the others stay in the sum; of another one nothing but itself is sure to count.
            let others = isPacked[index] ? bound - (prospects[index].least ?? 0) : flow.total
            prospects[index].trials.removeAll { isHopeless(others + $0.rise) }
            if prospects[index].trials.isEmpty { return nil }
        }
        return bound
    }
}
