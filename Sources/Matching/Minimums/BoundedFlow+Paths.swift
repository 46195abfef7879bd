extension BoundedFlow {
    /// Places a free student who has nothing yet, in the cheapest way for all, or not at all.
    ///
    /// A shortest path from the student over settings and the students they would pass on, to a setting with
    /// room or to a student who is then left out. What the student cost as unplaced is not in the total when
    /// this is called.
    mutating func place(_ newcomer: Int) {
        beginSearch()
        var best = unplaced
        var (endSetting, endStudent) = (-1, newcomer)
        for pair in instance.pairRange(of: newcomer) {
            let setting = Int(instance.settings[pair])
            let distance = costs[pair] + prices[setting]
            if distance < best { reach(setting, at: distance, by: pair, of: newcomer) }
        }
        work += instance.pairRange(of: newcomer).count + 1
        while let setting = nextSettled(below: best) {
            let distance = distances[setting]
            // The price at a setting with room is at most 0.
            if loads[setting] < most[setting], distance - prices[setting] < best {
                best = distance - prices[setting]
                (endSetting, endStudent) = (setting, -1)
                if best == distance { break }
            }
            for place in placeRange(of: setting) {
                let student = Int(places[place])
                let base = distance - values[student]
                if base + unplaced < best {
                    best = base + unplaced
                    (endSetting, endStudent) = (setting, student)
                }
                for pair in instance.pairRange(of: student) {
                    let next = Int(instance.settings[pair])
                    let reached = base + costs[pair] + prices[next]
                    if reached < best, pair != Int(held[student]) {
                        reach(next, at: reached, by: pair, of: student)
                    }
                }
                work += instance.pairRange(of: student).count
            }
        }
        for index in settled.indices {
            let setting = Int(settled[index])
            let rise = best - distances[setting]
            guard rise > 0 else { continue }
            setPrice(setting, prices[setting] + rise)
            for place in placeRange(of: setting) {
                let student = Int(places[place])
                setValue(student, values[student] + rise)
            }
        }
        setValue(newcomer, best)
        setTotal(total + best)
        if endStudent == newcomer { return }
        if endStudent >= 0 { move(endStudent, to: -1) }
        passOn(from: endSetting, to: newcomer)
    }

    /// Lets everybody on the way to a setting move one step along, the newcomer last.
    private mutating func passOn(from end: Int, to newcomer: Int) {
        var setting = end
        while true {
            let arrival = arrivals[setting]
            let student = Int(arrival.student)
            let before = self.setting(of: student)
            move(student, to: Int(arrival.pair))
            if student == newcomer { return }
            setting = before
        }
    }

    /// Mends a setting that has lost a student, or that needs one more than it has.
    ///
    /// A shortest path backwards from it: somebody moves in, from nowhere or from a setting that in turn is
    /// mended or can spare one. If the setting may stay as it is at that cost, its price falls and nobody
    /// moves.
    ///
    /// - Returns: false if the least load cannot be met by any path; nothing has changed then.
    mutating func fill(_ hole: Int) -> Bool {
        let mayStay = loads[hole] >= least[hole]
        if mayStay, prices[hole] <= 0 { return true }
        // Without a way to stay the end is as far as paths can be: see the proof at the head of the type.
        let unlimited = Int128.max / 4
        var best = mayStay ? prices[hole] : unlimited
        var (endPair, endStudent, endSetting, next) = (-1, -1, -1, -1)
        beginSearch()
        reach(hole, at: 0, by: -1, of: -1)
        while let setting = nextSettled(below: best) {
            let distance = distances[setting]
            if setting != hole, loads[setting] > least[setting], distance + prices[setting] < best {
                best = distance + prices[setting]
                (endStudent, endSetting) = (-1, setting)
            }
            let base = distance + prices[setting]
            let range = Int(firstOfSetting[setting])..<Int(firstOfSetting[setting + 1])
            for index in range {
                let (pair, student) = (Int(pairsOfSettings[index].pair), Int(pairsOfSettings[index].student))
                guard isFree[student] else { continue }
                let reached = base + costs[pair] - values[student]
                guard reached < best, Int(held[student]) != pair else { continue }
                let from = self.setting(of: student)
                if from < 0 {
                    best = reached
                    (endPair, endStudent, endSetting, next) = (pair, student, -1, setting)
                } else {
                    reach(from, at: reached, by: pair, of: student)
                }
            }
            work += range.count + 1
        }
        guard best < unlimited else { return false }
        setTotal(total + best - prices[hole])
        for index in settled.indices {
            let setting = Int(settled[index])
            let fall = best - distances[setting]
            guard fall > 0 else { continue }
            setPrice(setting, prices[setting] - fall)
            for place in placeRange(of: setting) {
                let student = Int(places[place])
                setValue(student, values[student] - fall)
            }
        }
        if endStudent >= 0 {
            move(endStudent, to: endPair)
            endSetting = next
        }
        moveUp(from: endSetting, to: hole)
        return true
    }

    /// Lets everybody on the way from a setting to the hole move one step towards it.
    ///
    /// Somebody who came from nowhere has moved in at `start` already, which then has one too many.
    private mutating func moveUp(from start: Int, to hole: Int) {
        var setting = start
        while setting >= 0, setting != hole {
            let arrival = arrivals[setting]
            let next = Int(instance.settings[Int(arrival.pair)])
            move(Int(arrival.student), to: Int(arrival.pair))
            setting = next
        }
    }
}
