/// Every cluster of breaches of a flow searched by itself.
///
/// Clusters are joined until neither their proofs nor the moves of their best placements touch.
struct ClusterRound {
    /// What the clusters cost at least, added up.
    private(set) var rise: Int128 = 0
    /// The best decisions of all clusters.
    private(set) var decisions: [Decision] = []
    /// Whether each cluster was searched to the end and no two of their proofs touch.
    private(set) var isExact = true

    private struct Cluster {
        var prospects: [Prospect]
        var region: Region
        var rise: Int128 = 0
        var decisions: [Decision] = []
        var moves = Moves()
        var isSearched = false
        var isExact = true

        func isIndependent(of other: Cluster) -> Bool {
            region.isIndependent(of: other.region) && moves.isIndependent(of: other.moves)
        }
    }

    /// Gathers and searches; the search's flow is left as it was.
    ///
    /// - Returns: nil if a cluster cannot be mended, which means that earlier decisions exclude one another.
    init?(_ search: inout NodeSearch, breaches: [Breach]) {
        let all = Set(breaches)
        var clusters: [Cluster] = []
        for breach in breaches {
            let prospect = search.prospect(of: breach)
            Self.insert(Cluster(prospects: [prospect], region: prospect.region), into: &clusters)
        }
        while let index = clusters.firstIndex(where: { !$0.isSearched }) {
            var cluster = clusters.remove(at: index)
            let before = search.flow.total
            search.search(
                from: cluster.prospects, ignoring: all.subtracting(cluster.prospects.map(\.breach)),
                below: nil)
            guard let best = search.best else { return nil }
            cluster.rise = best - before
            cluster.decisions = search.bestDecisions
            cluster.isExact = search.isExact
            cluster.region = search.region
            cluster.isSearched = true
            let beginning = search.flow.journal.count
            guard cluster.decisions.allSatisfy({ search.flow.apply($0) }) else { return nil }
            cluster.moves = Moves(of: search.flow, since: beginning)
            search.flow.rollBack(to: beginning)
            Self.insert(cluster, into: &clusters)
        }
        for cluster in clusters {
            rise += cluster.rise
            decisions += cluster.decisions
            isExact = isExact && cluster.isExact
        }
    }

    /// Adds a cluster, joined with all that it touches; what was joined is to be searched again.
    private static func insert(_ cluster: Cluster, into clusters: inout [Cluster]) {
        var joined = cluster
        while let index = clusters.firstIndex(where: { !$0.isIndependent(of: joined) }) {
            let other = clusters.remove(at: index)
            joined.prospects += other.prospects
            joined.region.formUnion(other.region)
            joined.moves = Moves()
            joined.isSearched = false
        }
        clusters.append(joined)
    }
}
