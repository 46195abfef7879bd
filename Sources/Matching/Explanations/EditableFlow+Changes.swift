extension EditableFlow {
    /// The smallest changes that place an unplaced student while everybody else who is placed stays placed.
    ///
    /// Each uses exactly one relaxation. They come by rising price, then by rising change of the objective.
    ///
    /// - Parameters:
    ///   - student: the student to be placed.
    ///   - relaxations: what may be relaxed; those that cannot be made now are passed over.
    ///   - count: how many are wanted.
    /// - Returns: at most `count` changes; none if the student is not unplaced or no single relaxation places him.
    public func smallestChanges(
        placing student: Int, relaxations: [Relaxation], count: Int = 3
    ) -> [SmallestChange] {
        guard isUnplaced(student), count > 0 else { return [] }
        let possible = relaxations.indices.filter { isPossible(relaxations[$0]) }
        let changes = flow.smallestChanges(
            student, possible.map { relaxations[$0] }, locks: decisions.locks, count: count)
        return changes.map {
            SmallestChange(
                index: possible[$0.index], relaxation: $0.relaxation, objectiveChange: $0.objectiveChange,
                moves: $0.moves)
        }
    }

    /// Makes a relaxation; the assignment becomes a best one under it.
    ///
    /// - Throws: ``EditError`` if it cannot be made.
    public func apply(_ relaxation: Relaxation) throws(EditError) {
        switch relaxation.kind {
        case .extraPlace(let setting):
            guard setting >= 0, Int(setting) < settingCount else { throw .noSuchSetting(Int(setting)) }
            if decisions.closed.contains(setting) {
                try apply(Relaxation(.openSetting(setting), price: relaxation.price))
            } else {
                try setCapacity(capacity(of: Int(setting)) + 1, of: Int(setting))
            }
        case .openSetting(let setting):
            try setCapacity(1, of: Int(setting))
            try open(Int(setting))
        case .extraPair(let pair):
            try addPair(pair)
        case .unlock(let student):
            try unlock(Int(student))
        }
    }

    /// What it would cost to place a student at a setting that he may be placed at, in the four parts.
    ///
    /// - Returns: the objective with the student fixed there, less the objective now; zero if he is there; nil if the
    ///   pair is not acceptable, the student is out of play or the setting, or a limit it is under, has no place to give.
    public func priceOfPlacing(_ student: Int, at setting: Int) -> Objective? {
        guard student >= 0, student < studentCount, flow.isInPlay(student) else { return nil }
        let trial = copy()
        do throws(EditError) {
            try trial.lock(student, to: setting)
        } catch {
            return nil
        }
        // A holder without a place means that the student would exceed a limit on several settings.
        guard (peopleCount..<studentCount).allSatisfy({ trial.setting(of: $0) >= 0 }) else { return nil }
        return trial.objective - objective
    }

    /// Whether a relaxation changes anything that exists.
    private func isPossible(_ relaxation: Relaxation) -> Bool {
        switch relaxation.kind {
        case .extraPlace(let setting):
            return setting >= 0 && Int(setting) < settingCount
        case .openSetting(let setting):
            return setting >= 0 && Int(setting) < settingCount && capacity(of: Int(setting)) == 0
        case .extraPair(let pair):
            let (student, setting) = (Int(pair.student), Int(pair.setting))
            return student >= 0 && student < studentCount && setting >= 0 && setting < settingCount
                && pair.rank | pair.problems | pair.travel >= 0
                && packing.allows(problems: pair.problems, rank: pair.rank, travel: pair.travel)
                && self.pair(student: student, setting: setting) == nil
        case .unlock(let student):
            return decisions.locks[student] != nil
        }
    }
}
