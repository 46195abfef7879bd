extension FlowEditor {
    /// Places everybody with new places where they weigh least.
    ///
    /// Leaving out costs more than any new place, and a new place of weight `w` costs `w` times what leaving out costs
    /// now, which is more than all chains of moves can differ by. The present prices stay true under these costs,
    /// since nobody placed is worth more than leaving out cost before; so only the unplaced are placed anew. A path
    /// ends as soon as it reaches a new place, hence a new place once taken is never given back.
    func newPlaces(
        weights: [Int?]
    ) throws(FlowError) -> (places: [Int], assignment: [Int32], objective: Objective) {
        let heaviest = Int128(weights.compactMap { $0 }.max() ?? 1)
        let (most, overflow) = (heaviest + 2).multipliedReportingOverflow(by: Int128(state.unplaced))
        if overflow || most > Int128.max / 16 { throw .costOverflow }
        let wide = FlowState<Int128>(converting: state) { Int128($0) }
        let before = wide.unplaced
        wide.unplaced = most
        wide.extraPrice = weights.map { $0.map { Int128($0) * before } ?? most }
        var places = [Int](repeating: 0, count: state.settingCount)
        for student in 0..<wide.studentCount where wide.inPlay[student] && wide.place[student] < 0 {
            wide.placeStudent(Int32(student))
            let setting = Int(wide.bestSetting)
            // The search ended at a full setting if it now holds more than it has.
            if setting >= 0, wide.load[setting] > wide.capacity[setting] {
                wide.capacity[setting] += 1
                places[setting] += 1
            }
        }
        return (places, (0..<wide.studentCount).map { wide.place[$0] }, wide.objective(packing))
    }
}
