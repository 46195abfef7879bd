import Matching
import MatchingSupport
import RandomSupport
import Testing

@Suite struct InstanceTests {
    private static func pair(_ student: Int32, _ setting: Int32, rank: Int32 = 1) -> MatchingInstance.Pair {
        .init(student: student, setting: setting, rank: rank, problems: 2, travel: 3, band: 4)
    }

    @Test func rowsInAnyOrderGiveOneInstance() throws {
        var random = Seeded(seed: 11)
        let instance = try ClusteredInstance.make(students: 300, seed: 5)
        for _ in 0..<5 {
            let again = try MatchingInstance(
                studentCount: instance.studentCount, capacities: instance.capacities,
                minimums: instance.minimums, pairs: instance.pairs.shuffled(using: &random),
                together: [(9, 4), (2, 1)])
            #expect(again.pairs == instance.pairs)
            #expect(again.firstPair == instance.firstPair)
            #expect(again.together.elementsEqual([(1, 2), (4, 9)]) { $0 == $1 })
        }
    }

    @Test func longListsAreSortedToo() throws {
        let pairs = (0..<200).map { Self.pair(0, Int32((200 - $0) % 200), rank: Int32($0)) }
        let instance = try MatchingInstance(
            studentCount: 1, capacities: [Int32](repeating: 1, count: 200), pairs: pairs)
        #expect(instance.settings == (0..<200).map { Int32($0) })
        #expect(instance.indexOfPair(student: 0, setting: 150) == 150)
        #expect(instance.pair(at: 150, of: 0).rank == 50)
    }

    @Test func emptyInstancesAreInstances() throws {
        let none = try MatchingInstance(studentCount: 0, capacities: [], pairs: [])
        #expect(none.pairCount == 0)
        let lonely = try MatchingInstance(studentCount: 2, capacities: [1], pairs: [])
        #expect(lonely.pairRange(of: 1).isEmpty)
        #expect(lonely.indexOfPair(student: 1, setting: 0) == nil)
    }

    @Test func everythingWrongIsNamed() {
        func refused(_ expected: InstanceError, _ make: () throws(InstanceError) -> MatchingInstance) {
            #expect(throws: expected) { try make() }
            #expect(!expected.description.isEmpty)
        }
        refused(.countOutOfRange(what: "students", count: -1)) { () throws(InstanceError) in
            try MatchingInstance(studentCount: -1, capacities: [], pairs: [])
        }
        refused(.countOutOfRange(what: "students", count: 1 << 31)) { () throws(InstanceError) in
            try MatchingInstance(studentCount: 1 << 31, capacities: [], pairs: [])
        }
        refused(.minimumsDoNotMatch(capacities: 1, minimums: 2)) { () throws(InstanceError) in
            try MatchingInstance(studentCount: 1, capacities: [1], minimums: [0, 0], pairs: [])
        }
        refused(.negativeCapacity(setting: 1, capacity: -3)) { () throws(InstanceError) in
            try MatchingInstance(studentCount: 1, capacities: [1, -3], pairs: [])
        }
        refused(.negativeMinimum(setting: 0, minimum: -1)) { () throws(InstanceError) in
            try MatchingInstance(studentCount: 1, capacities: [1], minimums: [-1], pairs: [])
        }
        refused(.minimumAboveCapacity(setting: 0, minimum: 2, capacity: 1)) { () throws(InstanceError) in
            try MatchingInstance(studentCount: 1, capacities: [1], minimums: [2], pairs: [])
        }
    }

    @Test func everyWrongRowIsNamed() {
        func refused(
            _ expected: InstanceError, _ pairs: [MatchingInstance.Pair], together: [(Int32, Int32)] = []
        ) {
            #expect(throws: expected) {
                try MatchingInstance(studentCount: 3, capacities: [1, 1], pairs: pairs, together: together)
            }
            #expect(!expected.description.isEmpty)
        }
        refused(.noSuchStudent(row: 1, student: 3), [Self.pair(0, 0), Self.pair(3, 0)])
        refused(.noSuchStudent(row: 0, student: -1), [Self.pair(-1, 0)])
        refused(.noSuchSetting(row: 0, setting: 2), [Self.pair(0, 2)])
        refused(.negativeNumber(row: 0, what: "rank", value: -1), [Self.pair(0, 0, rank: -1)])
        refused(
            .negativeNumber(row: 0, what: "band", value: -7),
            [.init(student: 0, setting: 0, rank: 1, band: -7)])
        refused(
            .duplicatePair(row: 2, first: 0, student: 1, setting: 1),
            [Self.pair(1, 1), Self.pair(0, 1), Self.pair(1, 1)])
        refused(
            .duplicatePair(row: 1, first: 0, student: 1, setting: 1), [Self.pair(1, 1), Self.pair(1, 1)])
        refused(.noSuchStudentTogether(row: 0, student: 3), [], together: [(0, 3)])
        refused(.togetherWithSelf(row: 0, student: 1), [], together: [(1, 1)])
        refused(.togetherTwice(row: 1, first: 0, student: 1), [], together: [(0, 1), (1, 2)])
    }
}
