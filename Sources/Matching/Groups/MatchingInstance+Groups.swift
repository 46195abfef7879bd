extension MatchingInstance {
    /// The same instance with limits on groups of settings, kept by holders.
    ///
    /// A group whose settings have `n` places inside and which takes `k < n` students gets `n − k` holders, which must
    /// be placed and list exactly its settings; they cost nothing. Whatever places they leave, the people use at most
    /// `k`; and where people use no more, the holders find room in what is left, also under groups that lie around.
    /// So the best assignments of the people are those of the limits, while everything that is made for an instance
    /// without limits, from its certificate to the smallest changes, holds for this one. Shares are no groups of
    /// settings: ``GroupFlow`` knows them.
    ///
    /// - Parameter groups: nested groups; a group whose settings have no more places than it takes adds nothing.
    /// - Throws: ``GroupError`` if the groups are wrong in themselves, or there are shares.
    public func limited(by groups: LaminarGroups) throws(GroupError) -> MatchingInstance {
        guard groups.shares.isEmpty else { throw .sharesNeedGroupFlow }
        let tree = try GroupTree(groups, self)
        var rows: [Pair] = []
        var holders = 0
        // The most students inside each node, and its settings, from the inside out.
        var room = capacities.map { Int($0) }
        var inside = capacities.indices.map { [Int32($0)] }
        for _ in groups.groups.indices {
            room.append(0)
            inside.append([])
        }
        for node in Self.fromInside(tree, settings: settingCount) {
            for child in tree.children[node] {
                room[node] += room[Int(child)]
                inside[node] += inside[Int(child)]
            }
            let limit = Int(tree.capacity[node])
            inside[node].sort()
            for holder in 0..<max(0, room[node] - limit) {
                let number = Int32(studentCount + holders + holder)
                rows += inside[node].map { Pair(student: number, setting: $0, rank: 0, band: 0) }
            }
            holders += max(0, room[node] - limit)
            room[node] = min(room[node], limit)
        }
        return holders == 0 ? self : adding(holders, rows)
    }

    /// The groups, each after those inside it.
    private static func fromInside(_ tree: GroupTree, settings: Int) -> [Int] {
        var order: [Int] = []
        var waiting = (settings..<tree.count).filter { tree.parent[$0] < 0 }
        while let node = waiting.popLast() {
            order.append(node)
            waiting += tree.children[node].map { Int($0) }.filter { $0 >= settings }
        }
        return order.reversed()
    }

    private func adding(_ holders: Int, _ rows: [Pair]) -> MatchingInstance {
        let columns = PairColumns(sorted: pairs + rows, studentCount: studentCount + holders)
        return MatchingInstance(
            studentCount: studentCount + holders, settingCount: settingCount, capacities: capacities,
            minimums: minimums, firstPair: columns.firstPair, settings: columns.settings,
            ranks: columns.ranks, problems: columns.problems, travel: columns.travel, bands: columns.bands,
            together: together, holderCount: holderCount + holders)
    }
}
