extension FlowState {
    /// Finds the shortest path from an unplaced student to every setting that he can reach by displacing others.
    ///
    /// The distances stay in place until ``clearSearch()``. Lengths are at most `unplaced` plus a price.
    func reachAll(from student: Int32) {
        best = infinity
        relax(student, base: .zero)
        while heap.count > 0 {
            let entry = heap.pop()
            let setting = Int(entry.number)
            if distance[setting] != entry.key { continue }
            let begin = Int(slotBegin[setting])
            for slot in begin..<(begin + Int(load[setting])) {
                relax(slots[slot].student, base: entry.key - price[setting] - slots[slot].cost)
            }
        }
    }

    /// Notes shorter paths over the pairs of one student.
    private func relax(_ student: Int32, base: Cost) {
        for index in pairs(of: Int(student)) {
            let setting = pairSetting[index]
            let length = base + pairCost[index] + price[Int(setting)]
            if length >= distance[Int(setting)] { continue }
            if distance[Int(setting)] == infinity {
                touched[touchedCount] = setting
                touchedCount += 1
            }
            distance[Int(setting)] = length
            arrival[Int(setting)] = student
            heap.push(length, setting)
        }
    }

    /// The settings that students can reach by displacing others, and everybody who is displaced, both rising.
    func reachable(from students: [Int32]) -> (students: [Int32], settings: [Int32]) {
        var isFound = [Bool](repeating: false, count: studentCount)
        var isReached = [Bool](repeating: false, count: settingCount)
        var queue = students
        for student in students { isFound[Int(student)] = true }
        var next = 0
        while next < queue.count {
            for index in pairs(of: Int(queue[next])) {
                let setting = Int(pairSetting[index])
                if isReached[setting] { continue }
                isReached[setting] = true
                let begin = Int(slotBegin[setting])
                for slot in begin..<(begin + Int(load[setting])) {
                    let occupant = slots[slot].student
                    if !isFound[Int(occupant)] {
                        isFound[Int(occupant)] = true
                        queue.append(occupant)
                    }
                }
            }
            next += 1
        }
        return (queue.sorted(), (0..<Int32(settingCount)).filter { isReached[Int($0)] })
    }
}
