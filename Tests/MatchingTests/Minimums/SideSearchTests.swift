import MatchingSupport
@testable import Matching
import RandomSupport
import Testing

/// The search by clusters against the search over everything, and how far it reaches.
struct SideSearchTests {
    /// A clustered instance in which a third of the larger settings need up to all of their places.
    static func instance(students: Int, seed: UInt64) throws -> MatchingInstance {
        var random = Seeded(seed: seed)
        let plain = try ClusteredInstance.make(students: students, seed: seed)
        let minimums = plain.capacities.map { capacity in
            capacity >= 2 && random.below(3) == 0 ? Int32(2 + random.below(Int(capacity) - 1)) : 0
        }
        return try MatchingInstance(
            studentCount: students, capacities: plain.capacities, minimums: minimums, pairs: plain.pairs)
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func clustersAgreeWithOneSearch(seed: UInt64) throws {
        let instance = try Self.instance(students: 150, seed: seed)
        let rules = SideRules(instance, minimums: true, couples: true)
        let flow = try BoundedFlow(solving: instance)
        var clusters = SideSearch(flow, rules: rules, workLimit: 10_000_000)
        clusters.run()
        var whole = NodeSearch(flow, rules: rules, workLimit: 10_000_000)
        whole.search(from: [], ignoring: [], below: nil)
        #expect(clusters.isExact && whole.isExact, "seed \(seed)")
        var check = flow
        for decision in whole.bestDecisions {
            let isDone = check.apply(decision)
            #expect(isDone, "seed \(seed)")
        }
        #expect(check.total == whole.best, "seed \(seed)")
        #expect(
            Objective(of: clusters.found.assignment, in: instance)
                == Objective(of: check.assignment, in: instance),
            "seed \(seed)")
    }

    /// Breaches far from one another are decided one by one: the nodes grow with them, not with their
    /// combinations.
    @Test func manyBreachesAreDecidedExactly() throws {
        let instance = try Self.instance(students: 1500, seed: 5)
        let rules = SideRules(instance, minimums: true, couples: true)
        let flow = try BoundedFlow(solving: instance)
        var search = SideSearch(flow, rules: rules, workLimit: 2_000_000)
        search.run()
        #expect(flow.breaches(rules).count >= 10)
        #expect(search.isExact && search.nodes < 20 * flow.breaches(rules).count)
    }
}
