/// The pairs that block an assignment, counted by the three definitions of stability with ties.
///
/// Each count includes the stronger ones: a pair that blocks weak stability blocks the other two as well. A
/// student gains by a setting of a smaller rank, or by any when unplaced; a setting gains by a student of a
/// smaller band than its worst, or by any while it has room. Holders block nothing; where one could make room by
/// moving, there is room.
public struct BlockingPairs: Sendable, Hashable {
    /// Pairs in which both gain; 0 means weakly stable.
    public let weak: Int
    /// Pairs in which one gains and the other is at least indifferent; 0 means strongly stable.
    public let strong: Int
    /// Pairs in which both are at least indifferent; 0 means super-stable.
    public let superStable: Int

    /// Counts the pairs in one pass over the instance.
    ///
    /// - Parameters:
    ///   - assignment: the setting of each student, or −1; a setting that is no acceptable pair counts as
    /// unplaced.
    ///   - instance: who may go where.
    ///   - keepingMinimums: whether an empty setting that needs a minimum to open blocks only together with
    /// as many
    ///     students as it needs, each of whom gains (Biró, Fleiner, Irving and Manlove, 2010); otherwise
    /// minimums are
    ///     not looked at.
    public init(_ assignment: [Int32], in instance: MatchingInstance, keepingMinimums: Bool = false) {
        var counts = [0, 0, 0]
        Self.scan(assignment, in: instance, keepingMinimums: keepingMinimums) { pair in
            counts[pair.strength.rawValue] += 1
            return true
        }
        weak = counts[2]
        strong = counts[1] + counts[2]
        superStable = counts[0] + counts[1] + counts[2]
    }

    /// The blocking pairs by student and then by setting.
    ///
    /// - Parameters:
    ///   - assignment: the setting of each student, or −1.
    ///   - instance: who may go where.
    ///   - strength: the least strength that is listed.
    ///   - keepingMinimums: as in the count.
    ///   - limit: how many are listed at most.
    public static func list(
        _ assignment: [Int32], in instance: MatchingInstance,
        atLeast strength: BlockingPair.Strength = .bothGain,
        keepingMinimums: Bool = false, limit: Int = .max
    ) -> [BlockingPair] {
        var pairs: [BlockingPair] = []
        guard limit > 0 else { return pairs }
        scan(assignment, in: instance, keepingMinimums: keepingMinimums) { pair in
            if pair.strength >= strength { pairs.append(pair) }
            return pairs.count < limit
        }
        return pairs
    }

    /// Hands every blocking pair to `body` until that answers false.
    private static func scan(
        _ assignment: [Int32], in instance: MatchingInstance, keepingMinimums: Bool,
        body: (BlockingPair) -> Bool
    ) {
        let held = heldPairs(assignment, in: instance)
        let settings = SettingStates(held: held, instance: instance, keepingMinimums: keepingMinimums)
        for student in 0..<min(instance.peopleCount, assignment.count) {
            let rank = held[student] < 0 ? Int32.max : instance.ranks[Int(held[student])]
            for index in instance.pairRange(of: student) where index != Int(held[student]) {
                let setting = Int(instance.settings[index])
                let gainsStudent = held[student] < 0 || instance.ranks[index] < rank
                guard gainsStudent || instance.ranks[index] == rank,
                    let gainsSetting = settings.gain(
                        setting, band: instance.bands[index],
                        leaving: held[student] < 0 ? -1 : Int(instance.settings[Int(held[student])]))
                else { continue }
                if settings.needsCoalition(setting), !gainsStudent { continue }
                let strength = BlockingPair.Strength(
                    rawValue: (gainsStudent ? 1 : 0) + (gainsSetting ? 1 : 0))
                let pair = BlockingPair(
                    student: Int32(student), setting: Int32(setting), strength: strength ?? .indifferent)
                guard body(pair) else { return }
            }
        }
    }

    /// The pair that each student is assigned by, or −1.
    private static func heldPairs(_ assignment: [Int32], in instance: MatchingInstance) -> [Int32] {
        var held = [Int32](repeating: -1, count: instance.studentCount)
        for (student, setting) in assignment.prefix(instance.studentCount).enumerated() where setting >= 0 {
            let index = instance.indexOfPair(student: student, setting: Int(setting))
            held[student] = Int32(index ?? -1)
        }
        return held
    }
}

/// What each setting holds: how many, the worst band, and whether it can open at all.
private struct SettingStates {
    private var hasRoom: [Bool]
    /// Where holders at a setting could be instead.
    private var ways: [Int: Set<Int>]
    private var worstBand: [Int32]
    /// Empty settings that need several students at once.
    private var isShut: [Bool]
    /// Of those, the ones that too few students want.
    private var isBeyondReach: [Bool]

    init(held: [Int32], instance: MatchingInstance, keepingMinimums: Bool) {
        var loads = [Int32](repeating: 0, count: instance.settingCount)
        worstBand = Array(repeating: -1, count: instance.settingCount)
        for index in held.prefix(instance.peopleCount) where index >= 0 {
            let setting = Int(instance.settings[Int(index)])
            loads[setting] += 1
            worstBand[setting] = max(worstBand[setting], instance.bands[Int(index)])
        }
        ways = Self.ways(held, instance)
        for index in held.dropFirst(instance.peopleCount) where index >= 0 {
            loads[Int(instance.settings[Int(index)])] += 1
        }
        let isFree = zip(loads, instance.capacities).map { $0 < $1 }
        hasRoom = isFree
        for (setting, others) in ways where !isFree[setting] {
            hasRoom[setting] = others.contains { isFree[$0] }
        }
        for index in held.dropFirst(instance.peopleCount) where index >= 0 {
            loads[Int(instance.settings[Int(index)])] -= 1
        }
        isShut = Array(repeating: false, count: instance.settingCount)
        isBeyondReach = isShut
        guard keepingMinimums else { return }
        for setting in loads.indices where loads[setting] == 0 && instance.minimums[setting] > 1 {
            isShut[setting] = true
        }
        var wanting = [Int32](repeating: 0, count: instance.settingCount)
        for student in 0..<instance.peopleCount {
            for index in instance.pairRange(of: student) where isShut[Int(instance.settings[index])] {
                let gains = held[student] < 0 || instance.ranks[index] < instance.ranks[Int(held[student])]
                if gains { wanting[Int(instance.settings[index])] += 1 }
            }
        }
        for setting in isShut.indices where isShut[setting] {
            isBeyondReach[setting] = wanting[setting] < instance.minimums[setting]
        }
    }

    /// Where holders who are at a setting could be instead, one after the other, for settings without room.
    private static func ways(_ held: [Int32], _ instance: MatchingInstance) -> [Int: Set<Int>] {
        var next: [Int: Set<Int>] = [:]
        for holder in instance.peopleCount..<instance.studentCount where held[holder] >= 0 {
            next[Int(instance.settings[Int(held[holder])]), default: []].formUnion(
                instance.pairRange(of: holder).map { Int(instance.settings[$0]) })
        }
        return next.keys.reduce(into: [:]) { ways, start in
            var found: Set<Int> = [start]
            var waiting = [start]
            while let setting = waiting.popLast() {
                for other in next[setting] ?? [] where found.insert(other).inserted { waiting.append(other) }
            }
            ways[start] = found
        }
    }

    /// Whether the setting opens only for several students at once.
    func needsCoalition(_ setting: Int) -> Bool { isShut[setting] }

    /// Whether the setting gains by a student of this band; nil if it would rather not.
    ///
    /// - Parameter leaving: the setting that the student would leave, to whose place a holder may move; or −1.
    func gain(_ setting: Int, band: Int32, leaving: Int) -> Bool? {
        if isBeyondReach[setting] { return nil }
        if hasRoom[setting] || ways[setting]?.contains(leaving) == true || band < worstBand[setting] {
            return true
        }
        return band == worstBand[setting] ? false : nil
    }
}
