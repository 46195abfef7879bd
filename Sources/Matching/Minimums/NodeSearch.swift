/// Branch and bound over the breaches of a bounded flow, depth first.
///
/// A node is a flow in which some breaches have been mended for good; its cost is a lower bound for all
/// placements below it. Every way of every breach is tried, and taken back. The least costs of breaches with
/// independent regions add up to a better bound, which also strikes ways out; a breach with one way left is
/// mended without branching.
struct NodeSearch {
    /// The flow at the present node.
    var flow: BoundedFlow
    /// What is to be kept.
    let rules: SideRules
    /// How much work may have been done, counted in pairs looked at.
    let workLimit: Int
    /// Breaches that are somebody else's business.
    var ignored: Set<Breach> = []
    /// The cost of the best placement found so far.
    var best: Int128?
    /// The decisions that lead there, in order.
    var bestDecisions: [Decision] = []
    /// Whether every node was either explored or shown to hold nothing better.
    var isExact = true
    /// The nodes visited.
    private(set) var nodes = 0
    /// Everything that the proofs of this search rest on.
    private(set) var region = Region()
    private var decisions: [Decision] = []

    /// Begins at the placement of a flow without decisions.
    init(_ flow: BoundedFlow, rules: SideRules, workLimit: Int) {
        self.flow = flow
        self.rules = rules
        self.workLimit = workLimit
        self.flow.keepsJournal = true
    }

    /// Searches everything below the present flow, for something that costs less than `limit` if one is
    /// given.
    mutating func search(from known: [Prospect], ignoring: Set<Breach>, below limit: Int128?) {
        ignored = ignoring
        best = limit
        bestDecisions = []
        isExact = true
        region = Region()
        decisions = []
        for prospect in known { region.formUnion(prospect.region) }
        explore(known)
    }

    /// What has to be mended at the present node.
    func breaches() -> [Breach] { flow.breaches(rules).filter { !ignored.contains($0) } }

    private func isHopeless(_ bound: Int128) -> Bool { best.map { bound >= $0 } ?? false }

    /// Explores everything below the present node and leaves the flow as it was.
    private mutating func explore(_ known: [Prospect]) {
        let (beginning, depth) = (flow.journal.count, decisions.count)
        defer {
            flow.rollBack(to: beginning)
            decisions.removeSubrange(depth...)
        }
        nodes += 1
        var known = known
        while true {
            if isHopeless(flow.total) { return }
            let breaches = breaches()
            if breaches.isEmpty {
                best = flow.total
                bestDecisions = decisions
                return
            }
            if flow.work > workLimit {
                isExact = false
                if best == nil { dive() }
                return
            }
            var prospects = prospects(of: breaches, known: known)
            guard let bound = packedBound(&prospects), !isHopeless(bound) else { return }
            guard let forced = prospects.first(where: { $0.trials.count == 1 }) else {
                branch(prospects)
                return
            }
            // Only one way is left.
            guard let region = take(forced.trials[0].decision) else { return }
            known = prospects.filter { $0.breach != forced.breach && $0.region.isIndependent(of: region) }
        }
    }

    /// Goes straight to some placement: one breach after the other is mended in the way that is cheapest just
    /// then.
    private mutating func dive() {
        while let breach = breaches().first {
            guard let cheapest = prospect(of: breach).trials.first, take(cheapest.decision) != nil else {
                return
            }
        }
        best = flow.total
        bestDecisions = decisions
    }

    /// Branches on the breach whose cheapest way costs most, because that raises the bound in every branch.
    private mutating func branch(_ prospects: [Prospect]) {
        let dearest = prospects.max { one, other in
            (one.least ?? 0, one.trials[1].rise) < (other.least ?? 0, other.trials[1].rise)
        }
        guard let dearest else { return }
        let total = flow.total
        for trial in dearest.trials where !isHopeless(total + trial.rise) {
            let (beginning, depth) = (flow.journal.count, decisions.count)
            if let region = take(trial.decision) {
                explore(
                    prospects.filter { $0.breach != dearest.breach && $0.region.isIndependent(of: region) })
            }
            flow.rollBack(to: beginning)
            decisions.removeSubrange(depth...)
        }
    }

    /// Carries a decision out and answers what it changed; nil if it cannot be.
    private mutating func take(_ decision: Decision) -> Region? {
        let beginning = flow.journal.count
        guard flow.apply(decision) else { return nil }
        decisions.append(decision)
        var changes = Region()
        changes.formUnion(changesOf: flow, since: beginning)
        flow.work += flow.journal.count - beginning
        region.formUnion(changes)
        return changes
    }

    /// Tries every way of every breach that is not known already.
    private mutating func prospects(of breaches: [Breach], known: [Prospect]) -> [Prospect] {
        var found: [Breach: Prospect] = [:]
        for prospect in known { found[prospect.breach] = prospect }
        return breaches.map { found[$0] ?? prospect(of: $0) }
    }

    /// Tries every way of a breach.
    mutating func prospect(of breach: Breach) -> Prospect {
        var prospect = Prospect(breach: breach, trials: [], region: Region())
        let before = flow.total
        for decision in flow.ways(toMend: breach) {
            let beginning = flow.journal.count
            if flow.apply(decision) {
                prospect.trials.append(Prospect.Trial(decision: decision, rise: flow.total - before))
                prospect.region.formUnion(changesOf: flow, since: beginning)
                flow.work += flow.journal.count - beginning
            }
            flow.rollBack(to: beginning)
        }
        region.formUnion(prospect.region)
        prospect.trials.sort { $0.rise < $1.rise }
        return prospect
    }

    /// A lower bound for the node from breaches that are independent of one another; strikes out hopeless
    /// ways.
    ///
    /// - Returns: nil if some breach cannot be mended at all.
    private mutating func packedBound(_ prospects: inout [Prospect]) -> Int128? {
        var order = Array(prospects.indices)
        order.sort { (prospects[$0].least ?? 0, $1) > (prospects[$1].least ?? 0, $0) }
        var union = Region()
        var sum: Int128 = 0
        var isPacked = [Bool](repeating: false, count: prospects.count)
        for index in order {
            guard let least = prospects[index].least else { return nil }
            flow.work += prospects[index].region.size
            guard prospects[index].region.isIndependent(of: union) else { continue }
            union.formUnion(prospects[index].region)
            isPacked[index] = true
            sum += least
        }
        let bound = flow.total + sum
        guard best != nil else { return bound }
        for index in prospects.indices {
            // Of a packed breach the others stay in the sum; of another one nothing but itself is sure to
            // count.
            let others = isPacked[index] ? bound - (prospects[index].least ?? 0) : flow.total
            prospects[index].trials.removeAll { isHopeless(others + $0.rise) }
            if prospects[index].trials.isEmpty { return nil }
        }
        return bound
    }
}
