import MatchingSupport
@testable import Matching
import RandomSupport
import Testing

/// The flow with least loads and students held fast, against brute force.
struct BoundedFlowTests {
    /// What a flow has to keep; nil if it does.
    static func fault(in flow: BoundedFlow) -> String? {
        let instance = flow.instance
        var loads = [Int32](repeating: 0, count: instance.settingCount)
        var total: Int128 = 0
        for student in flow.held.indices {
            let pair = Int(flow.held[student])
            if pair >= 0 { loads[Int(instance.settings[pair])] += 1 }
            total += pair < 0 ? flow.unplaced : flow.costs[pair]
            guard flow.isFree[student] else { continue }
            let value = flow.values[student]
            if value > flow.unplaced || (pair < 0 && value != flow.unplaced) { return "value of \(student)" }
            for other in instance.pairRange(of: student) {
                let price = flow.costs[other] + flow.prices[Int(instance.settings[other])]
                if value > price || (other == pair && value != price) { return "pair \(other) of \(student)" }
            }
        }
        if total != flow.total { return "total" }
        for setting in loads.indices {
            if loads[setting] != flow.loads[setting] { return "load of \(setting)" }
            if loads[setting] > flow.most[setting] || loads[setting] < flow.least[setting] { return "bounds" }
            if flow.prices[setting] > 0, loads[setting] < flow.most[setting] { return "price of \(setting)" }
            if flow.prices[setting] < 0, loads[setting] > flow.least[setting] { return "price of \(setting)" }
            for place in flow.placeRange(of: setting) {
                let student = Int(flow.places[place])
                if flow.setting(of: student) != setting || !flow.isFree[student] { return "place \(place)" }
            }
        }
        return nil
    }

    @Test(arguments: 1...400 as ClosedRange<UInt64>)
    func operationsAgreeWithBruteForce(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let instance = try SmallInstance.make(
            .init(students: 5, settings: 4, largestCapacity: 3), random: &random)
        var flow = try BoundedFlow(instance)
        flow.placeAll()
        flow.keepsJournal = true
        #expect(Self.fault(in: flow) == nil, "seed \(seed)")
        for step in 0..<6 {
            let before = flow
            let wasDone = Self.act(on: &flow, random: &random)
            let best = BruteForce.best(instance) { assignment, loads in
                Self.isAllowed(assignment, loads, by: flow)
            }
            guard wasDone else {
                flow.rollBack(to: before.journal.count)
                #expect(flow.total == before.total && flow.prices == before.prices, "seed \(seed)")
                #expect(flow.values == before.values && flow.held == before.held, "seed \(seed)")
                #expect(flow.placeOf == before.placeOf && flow.isFree == before.isFree, "seed \(seed)")
                #expect(Self.fault(in: flow) == nil, "seed \(seed), step \(step)")
                continue
            }
            #expect(Self.fault(in: flow) == nil, "seed \(seed), step \(step)")
            #expect(Objective(of: flow.assignment, in: instance) == best, "seed \(seed), step \(step)")
        }
        flow.rollBack(to: 0)
        let plain = BruteForce.best(instance) { _, _ in true }
        #expect(Objective(of: flow.assignment, in: instance) == plain, "seed \(seed)")
        #expect(Self.fault(in: flow) == nil, "seed \(seed)")
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func pricesAreFoundForAPlacement(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let instance = try SmallInstance.make(.init(students: 30, settings: 15, density: 20), random: &random)
        let best = try PlacementFlow.solve(instance)
        for assignment in [best.assignment, nil, [Int32](repeating: -1, count: instance.studentCount)] {
            // The last of the three is not the best placement, for which there are no prices: it is solved
            // anew.
            let flow = try BoundedFlow(solving: instance, assignment: assignment)
            #expect(Self.fault(in: flow) == nil, "seed \(seed)")
            #expect(Objective(of: flow.assignment, in: instance) == best.objective, "seed \(seed)")
        }
    }

    @Test func numbersThatCannotBePackedAreRefused() throws {
        let instance = try MatchingInstance(
            studentCount: 3, capacities: [1, 1, 1],
            pairs: (0..<9).map {
                MatchingInstance.Pair(
                    student: $0 / 3, setting: $0 % 3, rank: .max, problems: .max, travel: .max)
            })
        // 93 bits of one pair and a few for the path: that fits, and the optimum is found.
        #expect(try BoundedFlow(solving: instance).loads == [1, 1, 1])
        let pairs = (0..<60_000).map {
            MatchingInstance.Pair(student: $0, setting: $0, rank: .max, problems: .max, travel: .max)
        }
        let large = try MatchingInstance(
            studentCount: 60_000, capacities: [Int32](repeating: 1, count: 60_000), pairs: pairs)
        #expect(throws: FlowError.costOverflow) { _ = try BoundedFlow(large) }
    }

    /// One random operation; false if the flow said that it cannot be.
    static func act(on flow: inout BoundedFlow, random: inout Seeded) -> Bool {
        let setting = random.below(flow.instance.settingCount)
        switch random.below(3) {
        case 0:
            let room = Int(flow.instance.capacities[setting] - flow.least[setting]) + 1
            return flow.setMost(setting, flow.least[setting] + Int32(random.below(room)))
        case 1:
            return flow.raiseLeast(setting, to: flow.least[setting] + Int32(random.below(3)))
        default:
            let student = random.below(flow.instance.studentCount)
            guard flow.isFree[student] else { return true }
            let range = flow.instance.pairRange(of: student)
            let pair =
                random.below(4) == 0 || range.isEmpty ? -1 : range.lowerBound + random.below(range.count)
            return flow.pin(student, to: pair)
        }
    }

    /// Whether an assignment keeps the bounds of a flow and its held students.
    static func isAllowed(_ assignment: [Int32], _ loads: [Int32], by flow: BoundedFlow) -> Bool {
        for student in assignment.indices where !flow.isFree[student] {
            if Int(assignment[student]) != flow.setting(of: student) { return false }
        }
        return loads.indices.allSatisfy { loads[$0] >= flow.least[$0] && loads[$0] <= flow.most[$0] }
    }
}
