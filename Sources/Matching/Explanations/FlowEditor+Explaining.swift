extension FlowEditor {
    func reachable(from students: [Int32]) -> (students: [Int32], settings: [Int32]) {
        state.reachable(from: students)
    }

    func places(of setting: Int32) -> Int { Int(state.capacity[Int(setting)]) }

    func isInPlay(_ student: Int) -> Bool { state.inPlay[student] }

    func bottleneck(of student: Int) -> Bottleneck {
        var isOwn = [Bool](repeating: false, count: state.settingCount)
        var isSeen = [Bool](repeating: false, count: state.studentCount)
        let settings = state.pairs(of: student).map { state.pairSetting[$0] }
            .filter { state.capacity[Int($0)] > 0 }.sorted()
        for setting in settings { isOwn[Int(setting)] = true }
        var (demand, captive) = (0, 0)
        for setting in settings {
            listers.forEach(of: Int(setting)) { lister in
                let other = Int(lister.student)
                if isSeen[other] || !state.inPlay[other] { return }
                isSeen[other] = true
                demand += 1
                let isCaptive = state.pairs(of: other).allSatisfy {
                    let setting = Int(state.pairSetting[$0])
                    return isOwn[setting] || state.capacity[setting] == 0
                }
                if isCaptive { captive += 1 }
            }
        }
        return Bottleneck(
            settings: settings, places: settings.reduce(0) { $0 + places(of: $1) }, demand: demand,
            captive: captive)
    }

    func smallestChanges(
        _ student: Int, _ relaxations: [Relaxation], locks: [Int32: Int32], count: Int
    ) -> [SmallestChange] {
        state.reachAll(from: Int32(student))
        defer { state.clearSearch() }
        var search = ChangeSearch(
            state, student: Int32(student), relaxations: relaxations, locks: locks, packing: packing,
            wanted: count)
        let endings = search.run()
        return endings.map { search.change($0) }
    }
}
