/// One change of a bounded flow, with what stood there before.
enum JournalEntry {
    case value(student: Int32, before: Int128)
    case price(setting: Int32, before: Int128)
    /// The pair of a free student; `place` is where the student stood in `places`, or −1.
    case held(student: Int32, before: Int32, place: Int32)
    case least(setting: Int32, before: Int32)
    case most(setting: Int32, before: Int32)
    /// A student was held fast on the spot.
    case fast(student: Int32, place: Int32)
    /// A student out of play was given a place.
    case occupied(student: Int32)
    case total(before: Int128)
}

extension BoundedFlow {
    /// Takes everything back that was done since the journal was this long.
    ///
    /// Also the order of the students of each setting, so that the same decisions lead to the same placement
    /// again.
    mutating func rollBack(to length: Int) {
        let wasKept = keepsJournal
        keepsJournal = false
        while journal.count > length, let entry = journal.popLast() {
            switch entry {
            case .value(let student, let before): values[Int(student)] = before
            case .price(let setting, let before): prices[Int(setting)] = before
            case .held(let student, let before, let place):
                moveBack(Int(student), to: Int(before), at: Int(place))
            case .least(let setting, let before): least[Int(setting)] = before
            case .most(let setting, let before): most[Int(setting)] = before
            case .fast(let student, let place): unpin(Int(student), at: Int(place))
            case .occupied(let student): vacate(Int(student))
            case .total(let before): total = before
            }
        }
        keepsJournal = wasKept
    }

    @inline(__always)
    mutating func setValue(_ student: Int, _ value: Int128) {
        if keepsJournal { journal.append(.value(student: Int32(student), before: values[student])) }
        values[student] = value
    }

    @inline(__always)
    mutating func setPrice(_ setting: Int, _ price: Int128) {
        if keepsJournal { journal.append(.price(setting: Int32(setting), before: prices[setting])) }
        prices[setting] = price
    }

    @inline(__always)
    mutating func setTotal(_ sum: Int128) {
        if keepsJournal { journal.append(.total(before: total)) }
        total = sum
    }

    /// Gives a free student another pair, or none (−1), and keeps the loads.
    mutating func move(_ student: Int, to pair: Int) {
        if keepsJournal {
            journal.append(.held(student: Int32(student), before: held[student], place: placeOf[student]))
        }
        let from = setting(of: student)
        if from >= 0 {
            takeOut(student, of: from)
            loads[from] -= 1
        }
        held[student] = Int32(pair)
        guard pair >= 0 else { return }
        let to = Int(instance.settings[pair])
        let place = placeRange(of: to).upperBound
        places[place] = Int32(student)
        placeOf[student] = Int32(place)
        loads[to] += 1
    }

    /// The exact opposite of a move: the student was the last to come there, and goes back to the old
    /// place.
    private mutating func moveBack(_ student: Int, to pair: Int, at place: Int) {
        let from = setting(of: student)
        if from >= 0 {
            placeOf[student] = -1
            loads[from] -= 1
        }
        held[student] = Int32(pair)
        guard pair >= 0 else { return }
        let to = Int(instance.settings[pair])
        putBack(student, at: place, of: to)
        loads[to] += 1
    }

    /// Holds a free student fast on the spot.
    mutating func makeFast(_ student: Int) {
        if keepsJournal { journal.append(.fast(student: Int32(student), place: placeOf[student])) }
        isFree[student] = false
        let at = setting(of: student)
        guard at >= 0 else { return }
        takeOut(student, of: at)
        pinned[at] += 1
    }

    private mutating func unpin(_ student: Int, at place: Int) {
        isFree[student] = true
        let at = setting(of: student)
        guard at >= 0 else { return }
        putBack(student, at: place, of: at)
        pinned[at] -= 1
    }

    /// Takes a student out of the places of a setting; the last one there moves up. The load is the caller's.
    private mutating func takeOut(_ student: Int, of setting: Int) {
        let last = placeRange(of: setting).upperBound - 1
        let (place, other) = (Int(placeOf[student]), places[last])
        places[place] = other
        placeOf[Int(other)] = Int32(place)
        placeOf[student] = -1
    }

    /// Undoes ``takeOut(_:of:)``; the load is still without the student.
    private mutating func putBack(_ student: Int, at place: Int, of setting: Int) {
        let end = placeRange(of: setting).upperBound
        if place < end {
            let other = places[place]
            places[end] = other
            placeOf[Int(other)] = Int32(end)
        }
        places[place] = Int32(student)
        placeOf[student] = Int32(place)
    }

    /// Gives a student out of play, who is nowhere, the place of a pair.
    mutating func occupy(_ student: Int, pair: Int) {
        if keepsJournal { journal.append(.occupied(student: Int32(student))) }
        let setting = Int(instance.settings[pair])
        held[student] = Int32(pair)
        loads[setting] += 1
        pinned[setting] += 1
    }

    private mutating func vacate(_ student: Int) {
        let setting = setting(of: student)
        held[student] = -1
        loads[setting] -= 1
        pinned[setting] -= 1
    }
}
