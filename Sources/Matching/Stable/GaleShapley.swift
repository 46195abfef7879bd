/// Deferred acceptance: students ask in the order of their lists, settings keep the best that have asked so
/// far.
public enum GaleShapley {
    /// A stable assignment that is best for every student among all stable ones when no list has ties.
    ///
    /// Ties are broken first: a student's by fewer problems, shorter travel and the smaller number of the
    /// setting, a setting's as `tieBreak` says. The result is then weakly stable for the lists with ties, and
    /// does not depend on the order of rows. Minimums and couples are not looked at. Time grows with the
    /// pairs, times the logarithm of the capacity.
    ///
    /// - Parameters:
    ///   - instance: who may go where.
    ///   - tieBreak: the order among students of one band.
    /// - Returns: the setting of each student, or −1.
    public static func studentOptimal(
        _ instance: MatchingInstance, tieBreak: TieBreak = .byNumber
    ) -> [Int32] {
        let lists = PreferenceLists(instance)
        let places = tieBreak.places(studentCount: instance.studentCount)
        var heaps = OccupantHeaps(instance)
        var assignment = [Int32](repeating: -1, count: instance.studentCount)
        var next = Array(instance.firstPair.dropLast())
        for newcomer in 0..<instance.studentCount {
            // Whoever is turned away asks on at once; the order of asking has no influence on the result.
            var asking = newcomer
            while next[asking] < instance.firstPair[asking + 1] {
                let pair = Int(lists.pairs[Int(next[asking])])
                next[asking] += 1
                let setting = Int(instance.settings[pair])
                let key = UInt64(instance.bands[pair]) << 32 | UInt64(places[asking])
                if heaps.isFull(setting) {
                    guard let worst = heaps.worst(of: setting), key < worst.key else { continue }
                    heaps.remove(worst.student, from: setting)
                    heaps.insert(Int32(asking), key: key, at: setting)
                    assignment[asking] = Int32(setting)
                    assignment[Int(worst.student)] = -1
                    asking = Int(worst.student)
                } else {
                    heaps.insert(Int32(asking), key: key, at: setting)
                    assignment[asking] = Int32(setting)
                    break
                }
            }
        }
        return assignment
    }
}
