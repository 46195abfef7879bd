extension FlowState {
    /// Fills a free place at a setting with a price above 0 by the chain of moves that gains most.
    ///
    /// The counterpart of ``placeStudent(_:)``: Dijkstra backwards from the free place over students who might move
    /// in, then over those who might take their places, until a place is left free at a setting whose price can fall
    /// to 0 or an unplaced student comes in. Prices fall along the way. Without this step an edit would leave room
    /// at a price above 0 and the assignment would no longer be proved best.
    ///
    /// Distances stay below the price of the free place, one step adds at most cost + price: no sum overflows.
    func fill(_ hole: Int32, listers: ListerCosts<Cost>, toward: inout [Int32]) {
        best = price[Int(hole)]
        guard best > .zero else { return }
        bestStudent = -1
        bestSetting = hole
        distance[Int(hole)] = .zero
        touched[0] = hole
        touchedCount = 1
        heap.push(.zero, hole)
        while heap.count > 0, heap.leastKey < best {
            let entry = heap.pop()
            if distance[Int(entry.number)] == entry.key {
                lookBack(from: entry.number, at: entry.key, listers: listers, toward: &toward)
            }
        }
        lowerPrices(listers)
        moveIntoHole(hole, toward: toward)
        clearSearch()
    }

    /// Looks at the students who might move into a setting.
    private func lookBack(
        from setting: Int32, at length: Cost, listers: ListerCosts<Cost>, toward: inout [Int32]
    ) {
        settled[settledCount] = setting
        settledCount += 1
        let base = length + price[Int(setting)]
        toward.withUnsafeMutableBufferPointer { toward in
            listers.forEach(of: Int(setting)) { lister in
                let student = Int(lister.student)
                let from = Int(place[student])
                if !inPlay[student] || from == Int(setting) { return }
                if from < 0 {
                    let total = base + lister.cost - leavingOut(lister.student)
                    if total < best {
                        best = total
                        bestStudent = lister.student
                        bestSetting = setting
                    }
                    return
                }
                let sum = base + lister.cost - slots[Int(slotOf[student])].cost - price[from]
                if sum >= best || sum >= distance[from] { return }
                if distance[from] == infinity {
                    touched[touchedCount] = Int32(from)
                    touchedCount += 1
                }
                distance[from] = sum
                arrival[from] = lister.student
                toward[from] = setting
                if sum + price[from] < best {
                    best = sum + price[from]
                    bestStudent = -1
                    bestSetting = Int32(from)
                }
                heap.push(sum, Int32(from))
            }
        }
    }

    /// Lowers the prices of finished settings, and with them the bounds of everybody who lists them.
    private func lowerPrices(_ listers: ListerCosts<Cost>) {
        for index in 0..<settledCount {
            let setting = Int(settled[index])
            price[setting] -= best - distance[setting]
        }
        for index in 0..<settledCount {
            let setting = Int(settled[index])
            listers.forEach(of: setting) { lister in
                let own = place[Int(lister.student)]
                if own < 0 || Int(own) == setting { return }
                let slot = Int(slotOf[Int(lister.student)])
                let sum = lister.cost + price[setting]
                if sum < slots[slot].second { slots[slot].second = sum }
            }
        }
    }

    /// Moves everybody on the path one step toward the free place.
    private func moveIntoHole(_ hole: Int32, toward: [Int32]) {
        var mover = bestStudent
        var target = bestSetting
        if mover < 0 {
            if target == hole { return }
            mover = arrival[Int(target)]
            target = toward[Int(target)]
            leave(mover)
        }
        while target != hole {
            let next = arrival[Int(target)]
            leave(next)
            enter(mover, target)
            mover = next
            target = toward[Int(target)]
        }
        enter(mover, hole)
    }
}
