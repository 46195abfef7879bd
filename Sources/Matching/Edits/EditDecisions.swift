/// Restrictions in a form in which they can be changed one by one.
struct EditDecisions {
    /// The closed settings.
    var closed: Set<Int32>
    /// The setting of each locked student.
    var locks: [Int32: Int32]
    /// The withdrawn students.
    var withdrawn: Set<Int32>
    /// How many students are locked to each setting.
    private(set) var lockCounts: [Int32: Int]

    /// Takes restrictions that have been checked.
    init(_ restrictions: Restrictions) {
        closed = Set(restrictions.closed)
        withdrawn = Set(restrictions.withdrawn)
        locks = [:]
        lockCounts = [:]
        for lock in restrictions.locked { add(lock.student, lock.setting) }
    }

    /// Locks a student.
    mutating func add(_ student: Int32, _ setting: Int32) {
        locks[student] = setting
        lockCounts[setting, default: 0] += 1
    }

    /// Unlocks a student.
    mutating func remove(_ student: Int32) {
        guard let setting = locks.removeValue(forKey: student) else { return }
        lockCounts[setting, default: 1] -= 1
    }

    /// The same as restrictions, in rising order.
    var restrictions: Restrictions {
        Restrictions(
            closed: closed.sorted(),
            locked: locks.sorted { $0.key < $1.key }.map {
                Restrictions.Lock(student: $0.key, setting: $0.value)
            },
            withdrawn: withdrawn.sorted())
    }
}
