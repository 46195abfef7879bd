extension FlowEditor {
    func reachable(from students: [Int32]) -> (students: [Int32], settings: [Int32]) {
        state.reachable(from: students)
    }

    func places(of setting: Int32) -> Int { Int(state.capacity[Int(setting)]) }

    func isInPlay(_ student: Int) -> Bool { state.inPlay[student] }

    func settings(of student: Int) -> [Int32] { state.pairs(of: student).map { state.pairSetting[$0] } }

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
