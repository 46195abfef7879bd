extension Restrictions {
    /// Refuses restrictions that an instance cannot meet.
    func check(against instance: MatchingInstance) throws(FlowError) {
        var capacities = instance.capacities
        var isClosed: Set<Int32> = []
        for setting in closed {
            guard setting >= 0, Int(setting) < instance.settingCount else {
                throw .noSuchSetting(Int(setting))
            }
            capacities[Int(setting)] = 0
            isClosed.insert(setting)
        }
        var outOfPlay: Set<Int32> = []
        for student in withdrawn {
            guard student >= 0, Int(student) < instance.studentCount else {
                throw .noSuchStudent(Int(student))
            }
            outOfPlay.insert(student)
        }
        var locks: [Int32: Int] = [:]
        for lock in locked {
            guard lock.student >= 0, Int(lock.student) < instance.studentCount else {
                throw .noSuchStudent(Int(lock.student))
            }
            guard lock.setting >= 0, Int(lock.setting) < instance.settingCount else {
                throw .noSuchSetting(Int(lock.setting))
            }
            guard outOfPlay.insert(lock.student).inserted else {
                throw .lockedTwice(student: Int(lock.student))
            }
            guard instance.indexOfPair(student: Int(lock.student), setting: Int(lock.setting)) != nil else {
                throw .lockNotAcceptable(student: Int(lock.student), setting: Int(lock.setting))
            }
            locks[lock.setting, default: 0] += 1
            // A holder keeps its place also where no people come.
            if Int(lock.student) >= instance.peopleCount, isClosed.contains(lock.setting) {
                capacities[Int(lock.setting)] = min(
                    capacities[Int(lock.setting)] + 1, instance.capacities[Int(lock.setting)])
            }
        }
        for (setting, count) in locks.sorted(by: { $0.key < $1.key }) {
            let capacity = Int(capacities[Int(setting)])
            if count > capacity {
                throw .locksAboveCapacity(setting: Int(setting), locks: count, capacity: capacity)
            }
        }
    }
}
