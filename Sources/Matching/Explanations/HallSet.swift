/// Students who together can use only certain settings, which have too few places for them.
///
/// This is a proof that not all of them can be placed that anybody can check: no student of the set has an acceptable
/// setting outside, and there are more students than places (Hall's theorem). Holders in the set keep places that a
/// limit on several settings leaves unused; they count neither as students nor their places as places.
public struct HallSet: Sendable, Hashable {
    /// The students, rising.
    public let students: [Int32]
    /// All settings that any of them may be placed at, rising.
    public let settings: [Int32]
    /// The places of these settings, without those of locked students and of holders.
    public let places: Int
    /// The holders, rising; where there are any, their limits have a part in the shortage.
    public let holders: [Int32]

    /// Makes a set, which ``holds(for:restrictions:)`` judges.
    public init(students: [Int32], settings: [Int32], places: Int, holders: [Int32] = []) {
        self.students = students
        self.settings = settings
        self.places = places
        self.holders = holders
    }

    /// How many of the students must stay unplaced, whatever is done.
    public var shortage: Int { students.count - places }

    /// Whether the set proves what it says for an instance under restrictions.
    public func holds(for instance: MatchingInstance, restrictions: Restrictions = .none) -> Bool {
        let inside = Set(settings)
        let out = Set(restrictions.withdrawn).union(restrictions.locked.map(\.student))
        let closed = Set(restrictions.closed)
        var locks: [Int32: Int] = [:]
        for lock in restrictions.locked { locks[lock.setting, default: 0] += 1 }
        let room = inside.reduce(0) { sum, setting in
            closed.contains(setting)
                ? sum : sum + Int(instance.capacities[Int(setting)]) - (locks[setting] ?? 0)
        }
        return room - holders.count == places && shortage > 0
            && Set(students + holders).count == students.count + holders.count
            && students.allSatisfy { $0 < instance.peopleCount }
            && holders.allSatisfy { $0 >= instance.peopleCount && $0 < instance.studentCount }
            && (students + holders).allSatisfy { student in
                !out.contains(student)
                    && instance.pairRange(of: Int(student)).allSatisfy {
                        inside.contains(instance.settings[$0])
                    }
            }
    }
}
