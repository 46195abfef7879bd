extension BoundedFlow {
    /// Places everybody, in the order of their numbers.
    mutating func placeAll() {
        for student in held.indices where isFree[student] && held[student] < 0 {
            setTotal(total - unplaced)
            place(student)
        }
    }

    /// Gives a setting another largest load, not below its least load or what is held fast there.
    ///
    /// - Returns: false if students held fast stand in the way.
    mutating func setMost(_ setting: Int, _ load: Int32) -> Bool {
        guard load >= pinned[setting] else { return false }
        if keepsJournal { journal.append(.most(setting: Int32(setting), before: most[setting])) }
        let hasGrown = load > most[setting]
        most[setting] = load
        if hasGrown, loads[setting] < load, prices[setting] > 0 { return growInto(setting) }
        while loads[setting] > load { evict(from: setting) }
        return true
    }

    /// Fills new places, one after the other, for as long as somebody gains by it.
    private mutating func growInto(_ setting: Int) -> Bool {
        while loads[setting] < most[setting], prices[setting] > 0 {
            guard fill(setting) else { return false }
        }
        return true
    }

    /// Gives a setting another least load that is not below the present one and not above its largest load.
    ///
    /// - Returns: false if so many cannot be had; the flow is then to be rolled back.
    mutating func raiseLeast(_ setting: Int, to load: Int32) -> Bool {
        guard load <= most[setting] else { return false }
        if keepsJournal { journal.append(.least(setting: Int32(setting), before: least[setting])) }
        least[setting] = load
        while loads[setting] < load {
            guard fill(setting) else { return false }
        }
        return true
    }

    /// Takes a student's place away and finds another.
    private mutating func evict(from setting: Int) {
        // All students of a setting are worth the same to it; the last to come is the cheapest to find.
        let student = Int(places[placeRange(of: setting).upperBound - 1])
        setTotal(total - costs[Int(held[student])])
        move(student, to: -1)
        place(student)
    }

    /// Holds a free student fast at a pair, or unplaced (−1), and places the others in the cheapest way
    /// around that.
    ///
    /// - Returns: false if that cannot be; the flow is then to be rolled back.
    mutating func pin(_ student: Int, to pair: Int) -> Bool {
        if Int(held[student]) == pair {
            makeFast(student)
            return true
        }
        let from = setting(of: student)
        setTotal(total - (from < 0 ? unplaced : costs[Int(held[student])]))
        move(student, to: -1)
        // Out of play while the hole is filled, so that nobody returns to where they were.
        makeFast(student)
        if from >= 0, !fill(from) { return false }
        guard pair >= 0 else {
            setTotal(total + unplaced)
            return true
        }
        return pinArrived(student, to: pair)
    }

    /// Puts a student who is out of play, and nowhere, fast at a pair.
    private mutating func pinArrived(_ student: Int, to pair: Int) -> Bool {
        let setting = Int(instance.settings[pair])
        guard pinned[setting] < most[setting] else { return false }
        setTotal(total + costs[pair])
        let range = placeRange(of: setting)
        // At the largest load somebody has to go; below a price of 0 the least load is met without one of
        // those who were brought in for it. Either way that one is placed again once the place is taken.
        guard loads[setting] == most[setting] || prices[setting] < 0, !range.isEmpty else {
            occupy(student, pair: pair)
            if prices[setting] < 0 { setPrice(setting, 0) }
            return true
        }
        let other = Int(places[range.upperBound - 1])
        setTotal(total - costs[Int(held[other])])
        move(other, to: -1)
        occupy(student, pair: pair)
        place(other)
        return true
    }
}
