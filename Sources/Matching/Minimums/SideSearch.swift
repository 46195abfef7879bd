/// Finds the cheapest placement that keeps minimums and couples, by branch and bound over what the flow
/// breaks.
///
/// Breaches mostly lie far from one another, and a search over their combinations would multiply what should
/// be added. So they are first gathered into clusters whose proofs touch one another, and each cluster is
/// searched by itself. Clusters whose searches turn out to touch are joined and searched again. The least
/// costs of the clusters then add up to a lower bound, and their decisions together to a placement that
/// reaches it; where equally good choices of the flow get in the way of that, a search over everything
/// decides.
///
/// The work is limited by a count and not by a clock, so that the same instance always gets the same answer.
/// When the limit is reached the best placement found is given and `isExact` is false.
struct SideSearch {
    private var search: NodeSearch
    /// The cost of the best placement found so far.
    private var best: Int128?
    /// That placement.
    private(set) var found: FoundPlacement
    /// Whether nothing better keeps the rules.
    private(set) var isExact = false
    /// The nodes of all searches.
    var nodes: Int { search.nodes }
    /// The work done, in pairs looked at.
    var work: Int { search.flow.work }

    /// Begins at the placement of a flow without decisions.
    init(_ flow: BoundedFlow, rules: SideRules, workLimit: Int) {
        search = NodeSearch(flow, rules: rules, workLimit: workLimit)
        found = FoundPlacement(flow)
    }

    /// Runs the search. There always is a placement, because nobody has to be placed.
    mutating func run() {
        let beginning = search.flow.journal.count
        let bound = takeClusters()
        search.flow.rollBack(to: beginning)
        if let bound, best == bound {
            isExact = true
            return
        }
        if best == nil { takeSimplest() }
        search.search(from: [], ignoring: [], below: best)
        isExact = search.isExact
        take(search.bestDecisions)
    }

    /// Carries decisions out for good and notes the placement if it keeps the rules and is better.
    private mutating func take(_ decisions: [Decision]) {
        guard decisions.allSatisfy({ search.flow.apply($0) }) else { return }
        search.ignored = []
        noteIfKept()
    }

    private mutating func noteIfKept() {
        guard search.breaches().isEmpty, best.map({ search.flow.total < $0 }) ?? true else { return }
        best = search.flow.total
        found = FoundPlacement(search.flow)
    }

    /// Mends cluster by cluster until nothing is broken, and notes what comes of it.
    ///
    /// - Returns: a lower bound for every placement that keeps the rules, if the first clusters gave one.
    private mutating func takeClusters() -> Int128? {
        var bound: Int128?
        var rounds = 0
        search.ignored = []
        var breaches = search.breaches()
        // Every round mends something for good, so this ends; one or two rounds are usual.
        while !breaches.isEmpty {
            guard let round = ClusterRound(&search, breaches: breaches) else { return bound }
            if rounds == 0, round.isExact { bound = search.flow.total + round.rise }
            rounds += 1
            guard !round.decisions.isEmpty, round.decisions.allSatisfy({ search.flow.apply($0) }) else {
                return bound
            }
            search.ignored = []
            breaches = search.breaches()
        }
        noteIfKept()
        return bound
    }

    /// A placement without search: every setting below its minimum closes, every couple apart is left out,
    /// until nothing is broken. Nothing is held open or seated, so this cannot fail.
    private mutating func takeSimplest() {
        let beginning = search.flow.journal.count
        search.ignored = []
        var breaches = search.breaches()
        while !breaches.isEmpty {
            for breach in breaches {
                guard let way = search.flow.ways(toMend: breach).first, search.flow.apply(way) else { return }
            }
            breaches = search.breaches()
        }
        noteIfKept()
        search.flow.rollBack(to: beginning)
    }
}
