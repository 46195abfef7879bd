extension FlowState {
    /// Places one unplaced student by the cheapest chain of moves, or finds that leaving somebody out is cheaper.
    ///
    /// Dijkstra over the full settings with reduced costs. A step into a setting with room, or a student left out,
    /// completes a path; the search ends when nothing unfinished is shorter than the best complete path. Occupants
    /// whose best other choice cannot beat it are never scanned, thanks to the bound kept in their slot.
    ///
    /// No sum overflows: distances are at most `wall` ≤ 2·`unplaced` before an entry is kept, and one step adds at most
    /// cost + price ≤ 3·`unplaced`, while 8·`unplaced` fits the cost type.
    func placeStudent(_ student: Int32) {
        best = leavingOut(student)
        bestStudent = student
        bestSetting = -1
        _ = scan(student, base: .zero, own: -1)
        while heap.count > 0, heap.leastKey < best {
            let entry = heap.pop()
            if Int(entry.number) < settingCount {
                if distance[Int(entry.number)] == entry.key { settle(entry.number, at: entry.key) }
            } else {
                expand(entry.number &- Int32(settingCount))
            }
        }
        raisePrices()
        moveAlongPath(from: student)
        clearSearch()
    }

    /// Makes the distance of a full setting final and looks at its occupants.
    @inline(__always)
    private func settle(_ setting: Int32, at length: Cost) {
        settled[settledCount] = setting
        settledCount += 1
        let free = length - price[Int(setting)]
        if !extraPrice.isEmpty { considerExtraPlace(setting, free: free) }
        let begin = Int(slotBegin[Int(setting)])
        let end = begin + Int(load[Int(setting)])
        var index = begin
        while index < end {
            let slot = slots[index]
            let bound = free - slot.cost + slot.second
            if bound < best {
                if bound <= length {
                    expand(slot.student)
                } else {
                    heap.push(bound, slot.student &+ Int32(settingCount))
                }
            }
            index += 1
        }
    }

    /// Ends a path with a new place at a full setting if that is shortest.
    @inline(never)
    private func considerExtraPlace(_ setting: Int32, free: Cost) {
        let length = free + extraPrice[Int(setting)]
        if length < best {
            best = length
            bestStudent = arrival[Int(setting)]
            bestSetting = setting
        }
    }

    /// Looks at all other choices of an occupant of a finished setting.
    private func expand(_ student: Int32) {
        let own = place[Int(student)]
        let slot = Int(slotOf[Int(student)])
        let base = distance[Int(own)] - price[Int(own)] - slots[slot].cost
        let out = base + leavingOut(student)
        if out < best {
            best = out
            bestStudent = student
            bestSetting = -1
        }
        slots[slot].second = scan(student, base: base, own: own)
    }

    /// Relaxes the pairs of a student; answers the least cost + price of his choices other than his own setting.
    ///
    /// The arrays are read through local copies of their addresses, which the writes inside cannot change.
    @inline(__always)
    private func scan(_ student: Int32, base: Cost, own: Int32) -> Cost {
        let (settings, costs, price, distance) = (pairSetting, pairCost, price, distance)
        var limit = best
        var least = unplaced
        var index = Int(pairBegin[Int(student)])
        let end = Int(pairEnd[Int(student)])
        while index < end {
            let setting = settings[index]
            let sum = costs[index] + price[Int(setting)]
            least = setting != own && sum < least ? sum : least
            let length = base + sum
            if length < limit, length < distance[Int(setting)] {
                reach(setting, at: length, by: student)
                limit = best
            }
            index += 1
        }
        return least
    }

    /// Notes a shorter path into a setting.
    @inline(__always)
    private func reach(_ setting: Int32, at length: Cost, by student: Int32) {
        if load[Int(setting)] < capacity[Int(setting)] {
            best = length
            bestStudent = student
            bestSetting = setting
            return
        }
        if distance[Int(setting)] == infinity {
            touched[touchedCount] = setting
            touchedCount += 1
        }
        distance[Int(setting)] = length
        arrival[Int(setting)] = student
        heap.push(length, setting)
    }

    /// Raises the prices of finished settings so that the whole path becomes tight.
    @inline(__always)
    private func raisePrices() {
        for index in 0..<settledCount {
            let setting = Int(settled[index])
            price[setting] += best - distance[setting]
        }
    }

    /// Moves everybody on the path one step, from its end back to the new student.
    private func moveAlongPath(from student: Int32) {
        var mover = bestStudent
        var target = bestSetting
        while true {
            let left = place[Int(mover)]
            if left >= 0 { leave(mover) }
            if target >= 0 { enter(mover, target) }
            if mover == student { return }
            target = left
            mover = arrival[Int(left)]
        }
    }

    /// Takes a student out of his slot; the last occupant fills the gap.
    @inline(__always)
    func leave(_ student: Int32) {
        let setting = Int(place[Int(student)])
        let slot = Int(slotOf[Int(student)])
        load[setting] -= 1
        let last = Int(slotBegin[setting]) + Int(load[setting])
        if last != slot {
            slots[slot] = slots[last]
            slotOf[Int(slots[slot].student)] = Int32(slot)
        }
        place[Int(student)] = -1
    }

    /// Puts a student into a free slot of a setting of his list.
    @inline(__always)
    func enter(_ student: Int32, _ setting: Int32) {
        var index = Int(pairBegin[Int(student)])
        while pairSetting[index] != setting { index += 1 }
        if load[Int(setting)] == slotRoom[Int(setting)] { moveSlots(of: Int(setting)) }
        let slot = Int(slotBegin[Int(setting)]) + Int(load[Int(setting)])
        load[Int(setting)] += 1
        // His value, to which no other choice can be preferred, is a true bound.
        slots[slot] = Slot(
            cost: pairCost[index], second: pairCost[index] + price[Int(setting)], student: student)
        slotOf[Int(student)] = Int32(slot)
        place[Int(student)] = setting
    }

    /// Lays out the slots of one setting anew with twice the room, behind all others.
    @inline(never)
    private func moveSlots(of setting: Int) {
        let room = max(2, 2 * Int(slotRoom[setting]))
        let larger = UnsafeMutableBufferPointer<Slot>.filled(
            slots.count + room, with: Slot(cost: .zero, second: .zero, student: -1))
        _ = larger.update(fromContentsOf: slots)
        let begin = Int(slotBegin[setting])
        for offset in 0..<Int(load[setting]) {
            larger[slots.count + offset] = slots[begin + offset]
            slotOf[Int(slots[begin + offset].student)] = Int32(slots.count + offset)
        }
        slotBegin[setting] = Int32(slots.count)
        slotRoom[setting] = Int32(room)
        slots.deallocate()
        slots = larger
    }

    /// Forgets the search.
    @inline(__always)
    func clearSearch() {
        for index in 0..<touchedCount { distance[Int(touched[index])] = infinity }
        touchedCount = 0
        settledCount = 0
        heap.removeAll()
    }
}
