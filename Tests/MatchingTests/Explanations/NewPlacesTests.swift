import Matching
import MatchingSupport
import RandomSupport
import Testing

@Suite struct NewPlacesTests {
    /// Tries every way to add up to `most` places; answers the fewest unplaced, least weight and best objective.
    private static func bruteForce(
        _ flow: EditableFlow, weights: [Int?], most: Int
    ) throws -> (unplaced: Int, weight: Int, objective: Objective) {
        var best: (unplaced: Int, weight: Int, objective: Objective)?
        func consider(_ trial: EditableFlow, _ weight: Int) {
            let found = (trial.objective.unplaced, weight, trial.objective)
            if best.map({ found < ($0.unplaced, $0.weight, $0.objective) }) ?? true { best = found }
        }
        func add(from setting: Int, _ left: Int, _ weight: Int, _ flow: EditableFlow) throws {
            guard setting < flow.settingCount else { return consider(flow, weight) }
            var trial = flow
            for places in 0...left {
                if places > 0 {
                    guard let step = weights[setting] else { return }
                    trial = trial.copy()
                    if trial.capacity(of: setting) == 0 { try trial.setCapacity(0, of: setting) }
                    try trial.apply(.init(.extraPlace(setting: Int32(setting)), price: 0))
                    try add(from: setting + 1, left - places, weight + places * step, trial)
                } else {
                    try add(from: setting + 1, left, weight, trial)
                }
            }
        }
        try add(from: 0, most, 0, flow)
        return try #require(best)
    }

    @Test func theLightestSetIsFound() throws {
        var seen = 0
        for seed in 1...150 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let instance = try SmallInstance.make(
                .init(students: 8, settings: 4, largestCapacity: 2, density: 50), random: &random)
            let flow = try EditableFlow(instance)
            guard (1...3).contains(flow.objective.unplaced) else { continue }
            if seed % 3 == 0 { try flow.close(0) }
            seen += 1
            let weights = (0..<flow.settingCount).map { _ in
                random.below(5) == 0 ? nil : Int?(1 + random.below(4))
            }
            let truth = try Self.bruteForce(flow, weights: weights, most: flow.objective.unplaced)
            let found = try #require(try flow.smallestNewPlaces(weights: weights))
            #expect(found.objective.unplaced == truth.unplaced, "seed \(seed)")
            #expect(found.weight == truth.weight, "seed \(seed)")
            #expect(found.objective == truth.objective, "seed \(seed)")
            #expect(Objective(of: found.assignment, in: instance) == found.objective, "seed \(seed)")
            for setting in 0..<flow.settingCount {
                let more = found.settings.first { $0.setting == Int32(setting) }?.places ?? 0
                let load = found.assignment.count { $0 == setting }
                #expect(load <= flow.capacity(of: setting) + more, "seed \(seed)")
            }
        }
        #expect(seen > 20)
    }

    @Test func atScaleAsManyAsAreShort() throws {
        let flow = try EditableFlow(try ClusteredInstance.make(students: 1500, seed: 3))
        let before = flow.objective
        let ones = [Int?](repeating: 1, count: flow.settingCount)
        let found = try #require(try flow.smallestNewPlaces(weights: ones))
        #expect(found.count == before.unplaced && found.objective.unplaced == 0)
        #expect(flow.objective == before)
        for setting in found.settings {
            try flow.setCapacity(
                flow.capacity(of: Int(setting.setting)) + setting.places, of: Int(setting.setting))
        }
        #expect(flow.objective.unplaced == 0)
        #expect(flow.objective == found.objective)
    }

    @Test func impossibleWeightsAreRefused() throws {
        let flow = try EditableFlow(try ClusteredInstance.make(students: 20, seed: 3))
        #expect(try flow.smallestNewPlaces(weights: []) == nil)
        #expect(try flow.smallestNewPlaces(weights: [Int?](repeating: 0, count: flow.settingCount)) == nil)
        let none = try flow.smallestNewPlaces(weights: [Int?](repeating: nil, count: flow.settingCount))
        #expect(none?.settings.isEmpty == true && none?.objective == flow.objective)
        // 128 bits hold any weight of 64 bits at the costs of this instance.
        let heavy = try flow.smallestNewPlaces(
            weights: [Int?](repeating: .max / 64, count: flow.settingCount))
        #expect(heavy?.objective.unplaced == 0)
    }
}
