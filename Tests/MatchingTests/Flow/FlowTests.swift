import Matching
import MatchingSupport
import RandomSupport
import Testing

@Suite struct FlowTests {
    /// Solves, checks the certificate and answers the solution.
    private static func certified(
        _ instance: MatchingInstance, _ restrictions: Restrictions = .none
    ) throws -> FlowSolution {
        let solution = try PlacementFlow.solve(instance, restrictions: restrictions)
        let verdict = solution.certificate.verify(solution.assignment, for: instance)
        #expect(verdict == .valid(solution.objective))
        return solution
    }

    @Test(arguments: ["micro.jsonl", "medium.jsonl"])
    func knownOptimaAreFound(_ name: String) throws {
        var checked = 0
        for (read, truth) in try StoredInstances.withTruth(name) {
            guard let optimum = truth.lex_optimum else { continue }
            let solution = try Self.certified(read.instance)
            #expect(solution.objective == StoredInstances.objective(optimum))
            checked += 1
        }
        #expect(checked >= 6)
    }

    @Test func theThousandAreSolved() throws {
        var reader = InstanceReader()
        let read = try reader.feed(try StoredInstances.bytes("p1000.txt")) + reader.finish()
        let solution = try Self.certified(try #require(read.first).instance)
        #expect(solution.objective == Objective(unplaced: 27, problems: 7, rank: 2116, travel: 29306))
    }

    @Test func smallInstancesAgreeWithBruteForce() throws {
        for seed in 1...150 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let instance = try SmallInstance.make(.init(), random: &random)
            let best = BruteForce.best(instance) { _, _ in true }
            #expect(try Self.certified(instance).objective == best, "seed \(seed)")
        }
    }

    @Test func rowOrderDoesNotMatter() throws {
        let instance = try ClusteredInstance.make(students: 800, seed: 3)
        let solution = try Self.certified(instance)
        var random = Seeded(seed: 4)
        let again = try MatchingInstance(
            studentCount: 800, capacities: instance.capacities, minimums: instance.minimums,
            pairs: instance.pairs.shuffled(using: &random))
        let other = try Self.certified(again)
        #expect(other.assignment == solution.assignment)
        #expect(other.certificate == solution.certificate)
    }

    @Test func wideCostsGiveTheSameAssignment() throws {
        // Numbers so large that 64 bits do not hold the weights.
        for seed in 1...10 as ClosedRange<UInt64> {
            let instance = try ClusteredInstance.make(students: 200, seed: seed)
            let limits = PackedCost.Limits(problems: 1 << 20, rank: 1 << 20, travel: 1 << 20, pathLength: 200)
            #expect(try !PackedCost(limits: limits).fits64Bits)
            let wide = try PlacementFlow.solve(instance, limits: limits)
            #expect(wide.certificate.verify(wide.assignment, for: instance).isValid, "seed \(seed)")
            #expect(try wide.objective == Self.certified(instance).objective, "seed \(seed)")
        }
    }

    @Test func numbersBeyond128BitsAreRefused() throws {
        let pairs = (0..<2000).map {
            MatchingInstance.Pair(
                student: Int32($0), setting: Int32($0), rank: .max, problems: .max, travel: .max)
        }
        let few = try MatchingInstance(
            studentCount: 2000, capacities: [Int32](repeating: 1, count: 2000), pairs: pairs)
        #expect(throws: FlowError.costOverflow) { try PlacementFlow.solve(few) }
        let one = try MatchingInstance(studentCount: 1, capacities: [.max], pairs: [pairs[0]])
        #expect(try Self.certified(one).objective.travel == Int(Int32.max))
    }

    @Test func oddShapes() throws {
        // One setting for everybody, all ties.
        let star = try MatchingInstance(
            studentCount: 500, capacities: [499],
            pairs: (0..<500).map { .init(student: $0, setting: 0, rank: 1) })
        #expect(try Self.certified(star).objective == Objective(unplaced: 1, rank: 499))
        // A chain in which the last student moves everybody.
        var chain: [MatchingInstance.Pair] = []
        for student in 0..<300 as Range<Int32> {
            chain.append(.init(student: student, setting: student, rank: 1))
            chain.append(.init(student: student, setting: student + 1, rank: 2))
        }
        chain.append(.init(student: 300, setting: 0, rank: 1))
        let moved = try MatchingInstance(
            studentCount: 301, capacities: [Int32](repeating: 1, count: 301), pairs: chain)
        #expect(try Self.certified(moved).objective == Objective(rank: 601))
        // Nothing to choose from: no lists, no places, no students.
        let closed = try MatchingInstance(
            studentCount: 3, capacities: [0, 5],
            pairs: [.init(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 0, rank: 1)])
        #expect(try Self.certified(closed).objective == Objective(unplaced: 3))
        let none = try MatchingInstance(studentCount: 0, capacities: [], pairs: [])
        #expect(try Self.certified(none).assignment.isEmpty)
    }

    @Test func restrictionsAreKept() throws {
        let instance = try ClusteredInstance.make(students: 120, seed: 8)
        let free = try Self.certified(instance)
        let second = try #require(instance.pairRange(of: 5).last)
        let locked = Restrictions.Lock(student: 5, setting: instance.settings[second])
        let busiest = try #require(free.assignment.first { $0 >= 0 && $0 != locked.setting })
        let restrictions = Restrictions(closed: [busiest], locked: [locked], withdrawn: [7, 9])
        let solution = try Self.certified(instance, restrictions)
        #expect(solution.assignment[5] == locked.setting)
        #expect(solution.assignment[7] == -1 && solution.assignment[9] == -1)
        #expect(!solution.assignment.contains(busiest))
        #expect(solution.objective.unplaced == solution.assignment.count { $0 < 0 } - 2)
    }

    @Test func restrictionsThatDoNotFitAreRefused() throws {
        let instance = try MatchingInstance(
            studentCount: 2, capacities: [1, 1],
            pairs: [.init(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 0, rank: 1)])
        func refused(_ expected: FlowError, _ restrictions: Restrictions) {
            #expect(throws: expected) { try PlacementFlow.solve(instance, restrictions: restrictions) }
            #expect(!expected.description.isEmpty)
        }
        let first = Restrictions.Lock(student: 0, setting: 0)
        refused(.noSuchSetting(2), .init(closed: [2]))
        refused(.noSuchStudent(-1), .init(withdrawn: [-1]))
        refused(.lockedTwice(student: 0), .init(locked: [first], withdrawn: [0]))
        refused(.lockNotAcceptable(student: 0, setting: 1), .init(locked: [.init(student: 0, setting: 1)]))
        refused(
            .locksAboveCapacity(setting: 0, locks: 2, capacity: 1),
            .init(locked: [first, .init(student: 1, setting: 0)]))
        refused(.locksAboveCapacity(setting: 0, locks: 1, capacity: 0), .init(closed: [0], locked: [first]))
    }

    @Test func progressIsTold() throws {
        var told: [Int] = []
        _ = try PlacementFlow.solve(try ClusteredInstance.make(students: 2100, seed: 1)) { told.append($0) }
        #expect(told == [0, 1024, 2048])
    }
}
