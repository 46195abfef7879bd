extension EditableFlow {
    /// Sets the places of a setting; a closed one stays closed and has them when it opens.
    ///
    /// - Throws: ``EditError`` if there is no such setting or the number is impossible, also below the locks.
    public func setCapacity(_ capacity: Int, of setting: Int) throws(EditError) {
        try check(setting: setting)
        guard capacity >= 0, let places = Int32(exactly: capacity) else {
            throw .capacityOutOfRange(setting: setting, capacity: capacity)
        }
        let locks = decisions.lockCounts[Int32(setting)] ?? 0
        guard locks <= capacity else { throw .capacityBelowLocks(setting: setting, locks: locks) }
        record(capacity: places, of: setting)
        if !decisions.closed.contains(Int32(setting)) {
            flow.setCapacity(places - Int32(locks), of: setting)
        }
    }

    /// Closes a setting; those who were there are placed elsewhere. Closing it again changes nothing.
    ///
    /// - Throws: ``EditError`` if there is no such setting or students are locked to it.
    public func close(_ setting: Int) throws(EditError) {
        try check(setting: setting)
        let locks = decisions.lockCounts[Int32(setting)] ?? 0
        guard locks == 0 else { throw .capacityBelowLocks(setting: setting, locks: locks) }
        decide { $0.closed.insert(Int32(setting)) }
        flow.setCapacity(0, of: setting)
    }

    /// Opens a closed setting with its places. Opening an open one changes nothing.
    ///
    /// - Throws: ``EditError`` if there is no such setting.
    public func open(_ setting: Int) throws(EditError) {
        try check(setting: setting)
        guard decisions.closed.contains(Int32(setting)) else { return }
        decide { $0.closed.remove(Int32(setting)) }
        flow.setCapacity(
            openCapacities[setting] - Int32(decisions.lockCounts[Int32(setting)] ?? 0), of: setting)
    }

    /// Allows a pair.
    ///
    /// - Throws: ``EditError`` if student or setting do not exist, the pair exists or its numbers are out of limits.
    public func addPair(_ pair: MatchingInstance.Pair) throws(EditError) {
        try check(pair)
        let (student, setting) = (Int(pair.student), Int(pair.setting))
        guard self.pair(student: student, setting: setting) == nil else {
            throw .pairExists(student: student, setting: setting)
        }
        record(pair, student: student, setting: setting)
        flow.addPair(pair)
    }

    /// Forbids a pair; a student who used it is placed elsewhere.
    ///
    /// - Throws: ``EditError`` if the pair does not exist or is locked.
    public func removePair(student: Int, setting: Int) throws(EditError) {
        try check(student: student, setting: setting)
        if decisions.locks[Int32(student)] == Int32(setting) { throw .locked(student) }
        record(nil, student: student, setting: setting)
        flow.removePair(student, setting)
    }

    /// Changes rank, problems, travel or band of a pair.
    ///
    /// - Throws: ``EditError`` if the pair does not exist or its numbers are out of limits.
    public func changePair(_ pair: MatchingInstance.Pair) throws(EditError) {
        try check(pair)
        try check(student: Int(pair.student), setting: Int(pair.setting))
        record(pair, student: Int(pair.student), setting: Int(pair.setting))
        flow.changePair(pair)
    }

    /// Takes a student out of play: neither placed nor counted as unplaced.
    ///
    /// - Throws: ``EditError`` if there is no such student, or he is withdrawn or locked.
    public func withdraw(_ student: Int) throws(EditError) {
        try check(student: student)
        if decisions.withdrawn.contains(Int32(student)) { throw .alreadyWithdrawn(student) }
        if decisions.locks[Int32(student)] != nil { throw .locked(student) }
        decide { $0.withdrawn.insert(Int32(student)) }
        flow.takeOut(student)
    }

    /// Brings a withdrawn student back.
    ///
    /// - Throws: ``EditError`` if there is no such student or he is not withdrawn.
    public func restore(_ student: Int) throws(EditError) {
        try check(student: student)
        guard decisions.withdrawn.contains(Int32(student)) else { throw .notWithdrawn(student) }
        decide { $0.withdrawn.remove(Int32(student)) }
        flow.putIn(student)
    }

    /// Fixes a pair, wherever the student is now.
    ///
    /// - Throws: ``EditError`` if the pair does not exist, the student is withdrawn or locked, or all places of the
    ///   setting are locked.
    public func lock(_ student: Int, to setting: Int) throws(EditError) {
        try check(student: student, setting: setting)
        if decisions.withdrawn.contains(Int32(student)) { throw .alreadyWithdrawn(student) }
        if decisions.locks[Int32(student)] != nil { throw .locked(student) }
        let locks = decisions.lockCounts[Int32(setting)] ?? 0
        guard locks < capacity(of: setting) else {
            throw .capacityBelowLocks(setting: setting, locks: locks + 1)
        }
        decide { $0.add(Int32(student), Int32(setting)) }
        flow.lock(student, to: setting)
    }

    /// Sets a locked student free; he keeps the place only if that is best.
    ///
    /// - Throws: ``EditError`` if there is no such student or he is not locked.
    public func unlock(_ student: Int) throws(EditError) {
        try check(student: student)
        guard let setting = decisions.locks[Int32(student)] else { throw .notLocked(student) }
        decide { $0.remove(Int32(student)) }
        let locks = decisions.lockCounts[setting] ?? 0
        flow.setCapacity(openCapacities[Int(setting)] - Int32(locks), of: Int(setting))
        flow.putIn(student)
    }

    /// Refuses a student who does not exist.
    private func check(student: Int) throws(EditError) {
        guard student >= 0, student < studentCount else { throw .noSuchStudent(student) }
    }

    /// Refuses a setting that does not exist.
    private func check(setting: Int) throws(EditError) {
        guard setting >= 0, setting < settingCount else { throw .noSuchSetting(setting) }
    }

    /// Refuses a pair that does not exist.
    private func check(student: Int, setting: Int) throws(EditError) {
        try check(student: student)
        try check(setting: setting)
        guard pair(student: student, setting: setting) != nil else {
            throw .noSuchPair(student: student, setting: setting)
        }
    }

    /// Refuses a row that the weights do not hold.
    private func check(_ pair: MatchingInstance.Pair) throws(EditError) {
        try check(student: Int(pair.student))
        try check(setting: Int(pair.setting))
        guard pair.rank | pair.problems | pair.travel | pair.band >= 0,
            packing.allows(problems: pair.problems, rank: pair.rank, travel: pair.travel)
        else { throw .numberOutOfLimits(student: Int(pair.student), setting: Int(pair.setting)) }
    }
}
