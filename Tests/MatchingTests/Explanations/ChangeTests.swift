import Matching
import MatchingSupport
import RandomSupport
import Testing

@Suite struct ChangeTests {
    /// Every relaxation there is: places everywhere, closed settings, pairs that are missing, locks.
    static func everything(_ flow: EditableFlow, _ random: inout Seeded) -> [Relaxation] {
        var offered: [Relaxation] = []
        let closed = Set(flow.restrictions.closed)
        for setting in 0..<Int32(flow.settingCount) where !closed.contains(setting) {
            if random.below(2) == 0 {
                offered.append(Relaxation(.extraPlace(setting: setting), price: random.below(3)))
            }
        }
        for setting in closed { offered.append(Relaxation(.openSetting(setting), price: random.below(3))) }
        for student in 0..<Int32(flow.studentCount) {
            for setting in 0..<Int32(flow.settingCount)
            where flow.pair(student: Int(student), setting: Int(setting)) == nil && random.below(3) == 0 {
                let pair = MatchingInstance.Pair(
                    student: student, setting: setting, rank: Int32(1 + random.below(12)),
                    problems: Int32(random.below(4)), travel: Int32(random.below(60)))
                offered.append(Relaxation(.extraPair(pair), price: random.below(3)))
            }
        }
        for lock in flow.restrictions.locked {
            offered.append(Relaxation(.unlock(student: lock.student), price: random.below(3)))
        }
        return offered
    }

    /// The flow without the other unplaced students.
    static func alone(_ flow: EditableFlow, _ student: Int32) throws -> EditableFlow {
        let alone = flow.copy()
        for other in flow.unplacedStudents where other != student { try alone.withdraw(Int(other)) }
        return alone
    }

    @Test func everySmallestChangeIsExactAndNoneIsMissed() throws {
        var (promised, empty) = (0, 0)
        for seed in 1...120 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let flow = try ReasonTests.crowded(&random)
            let offered = Self.everything(flow, &random)
            for student in flow.unplacedStudents {
                let before = flow.assignment
                let count = 1 + random.below(5)
                let changes = flow.smallestChanges(placing: Int(student), relaxations: offered, count: count)
                #expect(flow.assignment == before)
                // Try every relaxation by solving anew.
                var truth: [(price: Int, change: Objective)] = []
                for relaxation in offered {
                    let trial = try Self.alone(flow, student)
                    let old = trial.objective
                    try trial.apply(relaxation)
                    if trial.objective.unplaced == 0 {
                        truth.append((relaxation.price, trial.objective - old))
                    }
                }
                truth.sort { $0 < $1 }
                #expect(changes.count == min(count, truth.count), "seed \(seed) student \(student)")
                for (change, expected) in zip(changes, truth) {
                    #expect(change.relaxation.price == expected.price, "seed \(seed) student \(student)")
                    #expect(change.objectiveChange == expected.change, "seed \(seed) student \(student)")
                    #expect(change.relaxation == offered[change.index])
                    try Self.follow(change, in: flow, "seed \(seed) student \(student)")
                }
                promised += changes.count
                empty += changes.isEmpty ? 1 : 0
                #expect(Set(changes.map(\.index)).count == changes.count)
            }
        }
        #expect(promised > 200 && empty > 0)
    }

    /// Makes the moves of a change by hand and prices the result.
    static func follow(_ change: SmallestChange, in flow: EditableFlow, _ comment: String) throws {
        var assignment = flow.assignment
        for move in change.moves {
            #expect(assignment[Int(move.student)] == move.from, "\(comment)")
            assignment[Int(move.student)] = move.to
        }
        let trial = flow.copy()
        try trial.apply(change.relaxation)
        let instance = trial.instance
        let result = try #require(Objective(of: assignment, in: instance), "\(comment)")
        let old = try #require(Objective(of: flow.assignment, in: flow.instance))
        #expect(result - old == change.objectiveChange, "\(comment)")
        for setting in 0..<instance.settingCount {
            #expect(
                assignment.count { $0 == setting } <= trial.capacity(of: setting),
                "\(comment) setting \(setting)")
        }
    }

    @Test func nothingIsProposedForThoseWhoArePlaced() throws {
        let flow = try EditableFlow(
            try MatchingInstance(
                studentCount: 1, capacities: [1], pairs: [.init(student: 0, setting: 0, rank: 1)]))
        let more = Relaxation(.extraPlace(setting: 0), price: 0)
        #expect(flow.smallestChanges(placing: 0, relaxations: [more]).isEmpty)
        #expect(flow.smallestChanges(placing: 5, relaxations: [more]).isEmpty)
        #expect(throws: EditError.noSuchSetting(4)) {
            try flow.apply(.init(.extraPlace(setting: 4), price: 0))
        }
    }

    @Test func thePriceOfAWishIsWhatFixingItCosts() throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let flow = try ReasonTests.crowded(&random)
            let out = Set(flow.restrictions.withdrawn + flow.restrictions.locked.map(\.student))
            for pair in flow.instance.pairs {
                let price = flow.priceOfPlacing(Int(pair.student), at: Int(pair.setting))
                if out.contains(pair.student) {
                    #expect(price == nil)
                    continue
                }
                var restrictions = flow.restrictions
                restrictions.locked.append(.init(student: pair.student, setting: pair.setting))
                let fixed = try? PlacementFlow.solve(flow.instance, restrictions: restrictions)
                #expect(fixed.map { $0.objective - flow.objective } == price, "seed \(seed) \(pair)")
                if let price { #expect(price >= .zero) }
            }
        }
    }
}
