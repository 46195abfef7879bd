extension MatchingInstance {
    /// The same instance without the pairs that no placement that keeps the couples could use, and without
    /// places at settings that cannot reach their minimum; nil if every pair and place may stay.
    ///
    /// A student of a couple can only go where the other may go too and where there are places for both.
    /// Leaving the others away loses no placement that keeps the rules, and makes the flow a better bound.
    func tightened(minimums keepsMinimums: Bool, couples keepsCouples: Bool) throws(InstanceError)
        -> MatchingInstance?
    {
        var partner = [Int32](repeating: -1, count: studentCount)
        if keepsCouples {
            for couple in together {
                partner[Int(couple.0)] = couple.1
                partner[Int(couple.1)] = couple.0
            }
        }
        var kept: [Pair] = []
        kept.reserveCapacity(pairCount)
        var wanting = [Int32](repeating: 0, count: settingCount)
        for student in 0..<studentCount {
            for index in pairRange(of: student) {
                let setting = Int(settings[index])
                if partner[student] >= 0 {
                    guard capacities[setting] >= 2,
                        indexOfPair(student: Int(partner[student]), setting: setting) != nil
                    else { continue }
                }
                kept.append(pair(at: index, of: student))
                wanting[setting] += 1
            }
        }
        var places = capacities
        if keepsMinimums {
            for setting in places.indices where minimums[setting] > 1 && wanting[setting] < minimums[setting]
            {
                places[setting] = 0
            }
        }
        if kept.count == pairCount, places == capacities { return nil }
        return try MatchingInstance(
            studentCount: studentCount, capacities: places, minimums: minimums, pairs: kept,
            together: together, holders: holderCount)
    }
}
