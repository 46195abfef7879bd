/// All limits as one forest: settings first, then groups, then shares, each with the limit around it.
struct GroupTree {
    /// The limit around each node, or −1.
    private(set) var parent: [Int32] = []
    /// The most students below each node.
    private(set) var capacity: [Int32] = []
    /// The nodes inside each node.
    private(set) var children: [[Int32]] = []
    /// The node where a student enters, for each pair of the instance.
    private(set) var nodeOfPair: [Int32] = []

    /// How many nodes there are.
    var count: Int { parent.count }

    /// Checks limits and lays them out.
    init(_ groups: LaminarGroups, _ instance: MatchingInstance) throws(GroupError) {
        let (settings, count) = (instance.settingCount, groups.groups.count)
        guard groups.groupOfSetting.count == settings,
            groups.classOfStudent.isEmpty || groups.classOfStudent.count == instance.studentCount
        else { throw .wrongCount }
        capacity = instance.capacities
        for group in groups.groupOfSetting {
            guard group >= -1, Int(group) < count else {
                throw .noSuchThing(what: "group", number: Int(group))
            }
            parent.append(group < 0 ? -1 : group + Int32(settings))
        }
        for (number, group) in groups.groups.enumerated() {
            guard group.parent >= -1, Int(group.parent) < count else {
                throw .noSuchThing(what: "group", number: Int(group.parent))
            }
            if group.capacity < 0 { throw .negativeCapacity(what: "group", number: number) }
            parent.append(group.parent < 0 ? -1 : group.parent + Int32(settings))
            capacity.append(group.capacity)
        }
        try checkCycles(groups)
        try addShares(groups, instance)
        children = [[Int32]](repeating: [], count: parent.count)
        for node in parent.indices where parent[node] >= 0 { children[Int(parent[node])].append(Int32(node)) }
    }

    /// Refuses groups that lie inside themselves.
    private func checkCycles(_ groups: LaminarGroups) throws(GroupError) {
        var isSafe = [Bool](repeating: false, count: groups.groups.count)
        for start in groups.groups.indices {
            var path: [Int] = []
            var group = start
            while group >= 0, !isSafe[group] {
                if path.count > groups.groups.count { throw .cycle(group: start) }
                path.append(group)
                group = Int(groups.groups[group].parent)
            }
            for group in path { isSafe[group] = true }
        }
    }

    /// Adds a node for each share and finds where each pair enters.
    private mutating func addShares(_ groups: LaminarGroups, _ instance: MatchingInstance) throws(GroupError)
    {
        var nodes: [Int64: Int32] = [:]
        for (number, share) in groups.shares.enumerated() {
            guard share.setting >= 0, Int(share.setting) < instance.settingCount else {
                throw .noSuchThing(what: "setting", number: Int(share.setting))
            }
            if share.studentClass < 0 { throw .noSuchThing(what: "class", number: Int(share.studentClass)) }
            if share.capacity < 0 { throw .negativeCapacity(what: "share", number: number) }
            let key = Int64(share.studentClass) << 32 | Int64(share.setting)
            guard nodes.updateValue(Int32(parent.count), forKey: key) == nil else {
                throw .repeatedShare(studentClass: Int(share.studentClass), setting: Int(share.setting))
            }
            parent.append(share.setting)
            capacity.append(share.capacity)
        }
        nodeOfPair = instance.settings
        if nodes.isEmpty || groups.classOfStudent.isEmpty { return }
        for student in 0..<instance.studentCount where groups.classOfStudent[student] >= 0 {
            let high = Int64(groups.classOfStudent[student]) << 32
            for index in instance.pairRange(of: student) {
                if let node = nodes[high | Int64(instance.settings[index])] { nodeOfPair[index] = node }
            }
        }
    }
}
