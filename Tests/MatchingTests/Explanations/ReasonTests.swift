import Matching
import MatchingSupport
import RandomSupport
import Testing

@Suite struct ReasonTests {
    /// A crowded small instance with some settings closed and some students locked or withdrawn.
    static func crowded(_ random: inout Seeded, students: Int = 12) throws -> EditableFlow {
        let instance = try SmallInstance.make(
            .init(students: students, settings: 7, largestCapacity: 2, density: 35), random: &random)
        let flow = try EditableFlow(
            instance, limits: PackedCost.Limits(problems: 4, rank: 12, travel: 60, pathLength: students))
        for _ in 0..<random.below(3) { try? flow.close(random.below(flow.settingCount)) }
        for _ in 0..<random.below(3) {
            try? flow.lock(random.below(flow.studentCount), to: random.below(flow.settingCount))
        }
        if random.below(3) == 0 { try? flow.withdraw(random.below(flow.studentCount)) }
        return flow
    }

    @Test func hallSetsHoldAndCannotBeMadeSmaller() throws {
        var seen = 0
        for seed in 1...120 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let flow = try Self.crowded(&random)
            for student in flow.unplacedStudents {
                guard case .notEnoughPlaces(let set) = flow.reasonUnplaced(Int(student)) else { continue }
                seen += 1
                #expect(set.holds(for: flow.instance, restrictions: flow.restrictions), "seed \(seed)")
                #expect(set.shortage == 1 && set.students.contains(student), "seed \(seed)")
                // Whoever goes, the rest can be placed.
                let others = (0..<Int32(flow.studentCount)).filter { !set.students.contains($0) }
                let alone = try EditableFlow(
                    flow.instance, restrictions: .init(closed: flow.restrictions.closed))
                for other in others { try alone.withdraw(Int(other)) }
                for lock in flow.restrictions.locked {
                    try alone.setCapacity(alone.capacity(of: Int(lock.setting)) - 1, of: Int(lock.setting))
                }
                for leaver in set.students {
                    try alone.withdraw(Int(leaver))
                    #expect(alone.objective.unplaced == 0, "seed \(seed) without \(leaver)")
                    try alone.restore(Int(leaver))
                }
            }
        }
        #expect(seen > 60)
    }

    @Test func theWholeShortageIsTheNumberUnplaced() throws {
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let flow = try Self.crowded(&random)
            let unplaced = flow.unplacedStudents.count
            if let set = flow.hallSetOfAll() {
                #expect(set.holds(for: flow.instance, restrictions: flow.restrictions), "seed \(seed)")
                #expect(set.shortage == unplaced, "seed \(seed)")
            } else {
                #expect(unplaced == 0)
            }
        }
    }

    @Test func coversCoverAndAreAsLargeAsTheAssignment() throws {
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let flow = try Self.crowded(&random)
            let proof = flow.coverProof()
            let restrictions = flow.restrictions
            let out = Set(restrictions.withdrawn + restrictions.locked.map(\.student))
            for pair in flow.instance.pairs where !out.contains(pair.student) {
                #expect(proof.students.contains(pair.student) || proof.settings.contains(pair.setting))
            }
            let placed = (0..<flow.studentCount).count {
                flow.setting(of: $0) >= 0 && !out.contains(Int32($0))
            }
            #expect(proof.size == placed, "seed \(seed)")
        }
    }

    @Test func reasonsOfThoseWithoutOne() throws {
        let instance = try MatchingInstance(
            studentCount: 3, capacities: [0, 1],
            pairs: [.init(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 1, rank: 1)])
        let flow = try EditableFlow(instance)
        #expect(flow.reasonUnplaced(0) == .noAcceptablePlace)
        #expect(flow.reasonUnplaced(1) == nil)
        #expect(flow.reasonUnplaced(2) == .noAcceptablePlace)
        #expect(flow.reasonUnplaced(3) == nil)
    }

    @Test func bottlenecksCountWhoWantsTheSame() throws {
        let instance = try MatchingInstance(
            studentCount: 4, capacities: [1, 1, 0, 2],
            pairs: [
                .init(student: 0, setting: 0, rank: 1), .init(student: 0, setting: 1, rank: 2),
                .init(student: 0, setting: 2, rank: 3), .init(student: 1, setting: 1, rank: 1),
                .init(student: 1, setting: 2, rank: 1), .init(student: 2, setting: 0, rank: 1),
                .init(student: 2, setting: 3, rank: 2), .init(student: 3, setting: 3, rank: 1),
            ])
        let flow = try EditableFlow(instance)
        let bottleneck = try #require(flow.bottleneck(of: 0))
        #expect(bottleneck.settings == [0, 1] && bottleneck.places == 2)
        #expect(bottleneck.demand == 3 && bottleneck.captive == 2)
        #expect(flow.bottleneck(of: 9) == nil)
    }
}
