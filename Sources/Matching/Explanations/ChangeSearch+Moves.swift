extension ChangeSearch {
    /// Writes a complete path out as a change.
    func change(_ ending: Ending) -> SmallestChange {
        let moves = moves(ending)
        var change = Objective(unplaced: -1)
        for move in moves {
            change += parts(move.student, move.to, ending.source)
            if move.from >= 0 { change -= parts(move.student, move.from, ending.source) }
        }
        return SmallestChange(
            index: ending.source, relaxation: relaxations[ending.source], objectiveChange: change,
            moves: moves)
    }

    /// The moves of a path, from the student to be placed on.
    private func moves(_ ending: Ending) -> [Move] {
        // Behind the relaxation, from the end back.
        var after: [Move] = []
        if var last = ending.last {
            while last.parent >= 0 {
                let label = labels[last.parent]
                after.append(Move(student: last.student, from: label.setting, to: last.setting))
                last = (label.student, label.setting, label.parent)
            }
            let from = locks[last.student] ?? state.place[Int(last.student)]
            after.append(Move(student: last.student, from: from, to: last.setting))
        }
        // Before it: who makes the first move behind the relaxation has been displaced from where he is.
        var before: [Move] = []
        var setting: Int32
        switch relaxations[ending.source].kind {
        case .extraPlace(let place), .openSetting(let place): setting = place
        case .extraPair, .unlock: setting = after.last?.from ?? -1
        }
        while setting >= 0 {
            let mover = state.arrival[Int(setting)]
            let from = mover == student ? -1 : state.place[Int(mover)]
            before.append(Move(student: mover, from: from, to: setting))
            setting = from
        }
        return before.reversed() + after.reversed()
    }

    /// What a pair costs, the relaxed one included.
    private func parts(_ mover: Int32, _ setting: Int32, _ source: Int) -> Objective {
        if case .extraPair(let pair) = relaxations[source].kind, pair.student == mover,
            pair.setting == setting
        {
            return Objective(problems: Int(pair.problems), rank: Int(pair.rank), travel: Int(pair.travel))
        }
        guard let index = state.indexOfPair(Int(mover), Int(setting)) else { return .zero }
        return FlowState<Cost>.unpack(state.pairCost[index], packing)
    }
}
