import Matching
import Testing

@Suite struct ObjectiveTests {
    @Test func theFirstPartThatDiffersDecides() {
        let one = Objective(unplaced: 1, problems: 0, rank: 0, travel: 0)
        let other = Objective(unplaced: 0, problems: 9, rank: 9, travel: 9)
        #expect(other < one)
        #expect(Objective(problems: 1) > Objective(problems: 0, rank: 99))
        #expect(Objective(rank: 1) > Objective(travel: 99))
        #expect(!(one < one))
        #expect(one - other == Objective(unplaced: 1, problems: -9, rank: -9, travel: -9))
        #expect(one + other - other == one)
    }

    @Test func anAssignmentIsPricedOrRefused() throws {
        let instance = try MatchingInstance(
            studentCount: 2, capacities: [1, 1],
            pairs: [.init(student: 0, setting: 1, rank: 2, problems: 1, travel: 30)])
        #expect(
            Objective(of: [1, -1], in: instance) == Objective(unplaced: 1, problems: 1, rank: 2, travel: 30))
        #expect(Objective(of: [0, -1], in: instance) == nil)
        #expect(Objective(of: [1], in: instance) == nil)
    }
}
