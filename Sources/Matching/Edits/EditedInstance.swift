/// An instance with rows that have been added, changed or removed since.
struct EditedInstance {
    /// The instance before the edits.
    let base: MatchingInstance
    /// The places of each setting now.
    private(set) var capacities: [Int32]
    /// The rows that differ from the base, by student and setting; nil for a row that is gone.
    private var changes: [Int32: [Int32: MatchingInstance.Pair?]] = [:]

    /// Starts without edits.
    init(_ instance: MatchingInstance) {
        base = instance
        capacities = instance.capacities
    }

    /// The row of a pair as it is now.
    func pair(_ student: Int, _ setting: Int) -> MatchingInstance.Pair? {
        if let change = changes[Int32(student)]?[Int32(setting)] { return change }
        return base.indexOfPair(student: student, setting: setting).map { base.pair(at: $0, of: student) }
    }

    /// Replaces, adds or removes a row.
    mutating func set(_ pair: MatchingInstance.Pair?, _ student: Int, _ setting: Int) {
        changes[Int32(student), default: [:]].updateValue(pair, forKey: Int32(setting))
    }

    /// Sets the places of a setting.
    mutating func set(capacity: Int32, of setting: Int) { capacities[setting] = capacity }

    /// The instance as it is now; a minimum above the new capacity is lowered to it, as it is not looked at here.
    var instance: MatchingInstance {
        if changes.isEmpty, capacities == base.capacities { return base }
        var rows: [MatchingInstance.Pair] = []
        rows.reserveCapacity(base.pairCount + changes.count)
        for student in 0..<base.studentCount {
            var changed = changes[Int32(student)] ?? [:]
            var own: [MatchingInstance.Pair] = []
            for index in base.pairRange(of: student) {
                let row = base.pair(at: index, of: student)
                if let change = changed.removeValue(forKey: row.setting) {
                    if let change { own.append(change) }
                } else {
                    own.append(row)
                }
            }
            let added = changed.values.compactMap { $0 }
            if !added.isEmpty { own = (own + added).sorted { $0.setting < $1.setting } }
            rows.append(contentsOf: own)
        }
        return base.replacing(rows: rows, capacities: capacities)
    }
}

extension MatchingInstance {
    /// The same students, holders included, with other rows, which rise by student and setting, and other capacities.
    public func replacing(rows: [Pair], capacities: [Int32]) -> MatchingInstance {
        let columns = PairColumns(sorted: rows, studentCount: studentCount)
        return MatchingInstance(
            studentCount: studentCount, settingCount: settingCount, capacities: capacities,
            minimums: zip(minimums, capacities).map { min($0, $1) }, firstPair: columns.firstPair,
            settings: columns.settings, ranks: columns.ranks, problems: columns.problems,
            travel: columns.travel, bands: columns.bands, together: together, holderCount: holderCount)
    }
}
