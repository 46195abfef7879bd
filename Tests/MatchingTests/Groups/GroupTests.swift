import Matching
import MatchingSupport
import RandomSupport
import Testing

@Suite struct GroupTests {
    /// Draws nested groups and shares.
    static func limits(_ instance: MatchingInstance, _ random: inout Seeded, most: Int) -> LaminarGroups {
        let count = random.below(5)
        let groups = (0..<count).map { number in
            LaminarGroups.Group(
                capacity: Int32(random.below(most)),
                parent: number == 0 ? -1 : Int32(random.below(number + 1)) - 1)
        }
        var shares: Set<LaminarGroups.Share> = []
        for setting in 0..<Int32(instance.settingCount) {
            for studentClass in 0..<2 as Range<Int32> where random.below(3) == 0 {
                shares.insert(
                    .init(studentClass: studentClass, setting: setting, capacity: Int32(random.below(3))))
            }
        }
        return LaminarGroups(
            groups: groups,
            groupOfSetting: (0..<instance.settingCount).map { _ in Int32(random.below(count + 1)) - 1 },
            classOfStudent: (0..<instance.studentCount).map { _ in Int32(random.below(3)) - 1 },
            shares: shares.sorted { ($0.setting, $0.studentClass) < ($1.setting, $1.studentClass) })
    }

    /// Whether an assignment keeps to all limits.
    static func keeps(_ groups: LaminarGroups, _ assignment: [Int32]) -> Bool {
        var loads = [Int32](repeating: 0, count: groups.groups.count)
        for setting in assignment where setting >= 0 {
            var group = groups.groupOfSetting[Int(setting)]
            while group >= 0 {
                loads[Int(group)] += 1
                group = groups.groups[Int(group)].parent
            }
        }
        return zip(loads, groups.groups).allSatisfy { $0 <= $1.capacity }
            && groups.shares.allSatisfy { share in
                assignment.indices.count {
                    assignment[$0] == share.setting && groups.classOfStudent[$0] == share.studentClass
                } <= Int(share.capacity)
            }
    }

    @Test func nestedLimitsAgreeWithBruteForce() throws {
        var binding = 0
        for seed in 1...200 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let instance = try SmallInstance.make(.init(), random: &random)
            let groups = Self.limits(instance, &random, most: 6)
            let solution = try GroupFlow.solve(instance, groups: groups)
            let best = BruteForce.best(instance) { assignment, _ in Self.keeps(groups, assignment) }
            #expect(solution.objective == best, "seed \(seed)")
            let verified = try? solution.certificate.verify(solution.assignment, for: instance)
            #expect(verified == best, "seed \(seed)")
            if try PlacementFlow.solve(instance).objective != solution.objective { binding += 1 }
        }
        #expect(binding > 40)
    }

    @Test func largerInstancesAreProvedToo() throws {
        for seed in 1...6 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let instance = try ClusteredInstance.make(students: 400, seed: seed)
            let groups = Self.limits(instance, &random, most: 150)
            let solution = try GroupFlow.solve(instance, groups: groups)
            let verified = try? solution.certificate.verify(solution.assignment, for: instance)
            #expect(verified == solution.objective, "seed \(seed)")
            #expect(Self.keeps(groups, solution.assignment), "seed \(seed)")
        }
    }

    @Test func withoutLimitsNothingChanges() throws {
        let instance = try ClusteredInstance.make(students: 500, seed: 12)
        let none = LaminarGroups(
            groups: [], groupOfSetting: [Int32](repeating: -1, count: instance.settingCount))
        #expect(
            try GroupFlow.solve(instance, groups: none).objective == PlacementFlow.solve(instance).objective)
    }

    @Test func wrongProofsAreFound() throws {
        let instance = try MatchingInstance(
            studentCount: 2, capacities: [1, 1],
            pairs: [.init(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 1, rank: 1)])
        let groups = LaminarGroups(groups: [.init(capacity: 1)], groupOfSetting: [0, 0])
        let proof = try GroupFlow.solve(instance, groups: groups)
        #expect(proof.objective.unplaced == 1)
        let certificate = proof.certificate
        #expect(throws: GroupCertificate.Fault.self) { try certificate.verify([0, 1], for: instance) }
        #expect(throws: GroupCertificate.Fault.self) { try certificate.verify([-1, -1], for: instance) }
        #expect(throws: GroupCertificate.Fault.pairNotAcceptable(student: 0, setting: 1)) {
            try certificate.verify([1, 1], for: instance)
        }
        let cheap = GroupCertificate(
            fingerprint: certificate.fingerprint, groups: groups, limits: certificate.limits,
            values: certificate.values, prices: certificate.prices.map { _ in 0 })
        #expect(throws: GroupCertificate.Fault.self) { try cheap.verify(proof.assignment, for: instance) }
    }

    @Test func wrongLimitsAreNamed() throws {
        let instance = try MatchingInstance(studentCount: 1, capacities: [1], pairs: [])
        func refused(_ expected: GroupError, _ groups: LaminarGroups) {
            #expect(throws: expected) { try GroupFlow.solve(instance, groups: groups) }
            #expect(!expected.description.isEmpty)
        }
        let share = LaminarGroups.Share(studentClass: 0, setting: 0, capacity: 1)
        refused(.wrongCount, .init(groups: [], groupOfSetting: []))
        refused(.noSuchThing(what: "group", number: 0), .init(groups: [], groupOfSetting: [0]))
        refused(
            .negativeCapacity(what: "group", number: 0),
            .init(groups: [.init(capacity: -1)], groupOfSetting: [0]))
        refused(
            .cycle(group: 0),
            .init(
                groups: [.init(capacity: 1, parent: 1), .init(capacity: 1, parent: 0)], groupOfSetting: [0]))
        refused(
            .repeatedShare(studentClass: 0, setting: 0),
            .init(groups: [], groupOfSetting: [-1], classOfStudent: [0], shares: [share, share]))
        refused(
            .noSuchThing(what: "setting", number: 3),
            .init(
                groups: [], groupOfSetting: [-1], classOfStudent: [0],
                shares: [.init(studentClass: 0, setting: 3, capacity: 1)]))
    }
}
