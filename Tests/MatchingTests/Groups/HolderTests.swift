import Matching
import MatchingSupport
import RandomSupport
import Testing

/// Limits on several settings together, kept by holders, against every assignment there is.
@Suite struct HolderTests {
    /// Draws an instance with nested limits.
    static func draw(
        _ seed: UInt64, _ shape: SmallInstance.Shape = .init()
    ) throws -> (people: MatchingInstance, groups: LaminarGroups, random: Seeded) {
        var random = Seeded(seed: seed)
        let people = try SmallInstance.make(shape, random: &random)
        var groups = GroupTests.limits(people, &random, most: 6)
        groups.shares = []
        groups.classOfStudent = []
        return (people, groups, random)
    }

    @Test func holdersAgreeWithBruteForceAndWithTheSolverForGroups() throws {
        var binding = 0
        for seed in 1...300 as ClosedRange<UInt64> {
            let (people, groups, _) = try Self.draw(seed)
            let instance = try people.limited(by: groups)
            #expect(instance.peopleCount == people.studentCount)
            let solution = try PlacementFlow.solve(instance)
            let best = BruteForce.best(people) { assignment, _ in GroupTests.keeps(groups, assignment) }
            #expect(solution.objective == best, "seed \(seed)")
            #expect(try GroupFlow.solve(people, groups: groups).objective == best, "seed \(seed)")
            #expect(
                GroupTests.keeps(groups, Array(solution.assignment.prefix(people.studentCount))),
                "seed \(seed)")
            #expect(
                solution.certificate.verify(solution.assignment, for: instance).isValid, "seed \(seed)")
            if try PlacementFlow.solve(people).objective != solution.objective { binding += 1 }
        }
        #expect(binding > 60)
    }

    @Test func limitsThatCannotBindAddNothing() throws {
        let people = try ClusteredInstance.make(students: 200, seed: 4)
        let groups = LaminarGroups(
            groups: [.init(capacity: people.capacities[0] + people.capacities[1])],
            groupOfSetting: [0, 0] + [Int32](repeating: -1, count: people.settingCount - 2))
        #expect(try people.limited(by: groups) == people)
    }

    @Test func aCertificateWithAHolderLeftOutIsRefused() throws {
        let people = try MatchingInstance(
            studentCount: 2, capacities: [1, 1],
            pairs: [.init(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 1, rank: 1)])
        let instance = try people.limited(by: .init(groups: [.init(capacity: 1)], groupOfSetting: [0, 0]))
        #expect(instance.holderCount == 1)
        let solution = try PlacementFlow.solve(instance)
        #expect(solution.objective.unplaced == 1 && solution.assignment[2] >= 0)
        let verdict = solution.certificate.verify([0, 1, -1], for: instance)
        #expect(verdict == .invalid(.holderLeftOut(student: 2)))
        // Nor may a holder be withdrawn, which would lift the limit.
        let without = Certificate(
            fingerprint: solution.certificate.fingerprint, limits: solution.certificate.limits,
            restrictions: Restrictions(withdrawn: [2]), values: [0, 0, 0], prices: [0, 0])
        #expect(without.verify([0, 1, -1], for: instance) == .invalid(.restrictionNotKept(student: 2)))
    }

    @Test func holdersAreWrittenAndRead() throws {
        let people = try ClusteredInstance.make(students: 20, seed: 7)
        let groups = LaminarGroups(
            groups: [.init(capacity: 1)],
            groupOfSetting: [0, 0] + [Int32](repeating: -1, count: people.settingCount - 2))
        let instance = try people.limited(by: groups)
        try #require(instance.holderCount > 0)
        var reader = InstanceReader()
        let read = try reader.feed(InstanceLine.encoded(instance)) + reader.finish()
        #expect(read.first?.instance == instance)
        #expect(InstanceFingerprint(instance) != InstanceFingerprint(people))
        func refused(_ error: InstanceError, _ pair: MatchingInstance.Pair, _ couples: [(Int32, Int32)] = [])
        {
            #expect(throws: error) {
                try MatchingInstance(
                    studentCount: 2, capacities: [1], pairs: [pair], together: couples, holders: 1)
            }
        }
        refused(.holderLikeAPerson(student: 1), .init(student: 1, setting: 0, rank: 1))
        refused(.holderLikeAPerson(student: 1), .init(student: 0, setting: 0, rank: 1), [(0, 1)])
        #expect(throws: InstanceError.holdersOutOfRange(count: 3)) {
            try MatchingInstance(studentCount: 2, capacities: [], pairs: [], holders: 3)
        }
    }

    @Test func everyHallSetHoldsAndCountsPeopleAlone() throws {
        var withHolders = 0
        for seed in 1...200 as ClosedRange<UInt64> {
            let (people, groups, _) = try Self.draw(seed)
            let instance = try people.limited(by: groups)
            let flow = try EditableFlow(instance)
            for student in flow.unplacedStudents {
                #expect(student < instance.peopleCount, "seed \(seed)")
                guard case .notEnoughPlaces(let set)? = flow.reasonUnplaced(Int(student)) else { continue }
                #expect(set.holds(for: instance), "seed \(seed)")
                #expect(set.students.count == set.places + 1, "seed \(seed)")
                if !set.holders.isEmpty { #expect(!set.holds(for: people), "seed \(seed)") }
                if !set.holders.isEmpty { withHolders += 1 }
            }
        }
        #expect(withHolders > 50)
    }

    @Test func smallestChangesKeepTheirPromiseUnderLimits() throws {
        var count = 0
        for seed in 1...150 as ClosedRange<UInt64> {
            let (people, groups, _) = try Self.draw(seed)
            let instance = try people.limited(by: groups)
            let flow = try EditableFlow(instance)
            let relaxations = (0..<Int32(instance.settingCount)).map {
                Relaxation(.extraPlace(setting: $0), price: 1)
            }
            for student in flow.unplacedStudents {
                for change in flow.smallestChanges(placing: Int(student), relaxations: relaxations, count: 3)
                {
                    let trial = try ChangeTests.alone(flow, student)
                    let before = trial.objective
                    try trial.apply(change.relaxation)
                    #expect(trial.objective == before + change.objectiveChange, "seed \(seed)")
                    #expect(trial.certificate.verify(trial.assignment, for: trial.instance).isValid)
                    count += 1
                }
            }
        }
        #expect(count > 100)
    }

    @Test func editsEqualAFreshSolveUnderLimits() throws {
        var kept = 0
        for seed in 1...150 as ClosedRange<UInt64> {
            let drawn = try Self.draw(seed)
            var random = drawn.random
            let instance = try drawn.people.limited(by: drawn.groups)
            let flow = try EditableFlow(instance)
            for _ in 0..<6 {
                let student = random.below(instance.peopleCount)
                let setting = random.below(instance.settingCount)
                switch random.below(4) {
                case 0: try? flow.lock(student, to: setting)
                case 1: try? flow.withdraw(student)
                case 2: try? flow.setCapacity(flow.capacity(of: setting) + 1, of: setting)
                default: try? flow.removePair(student: student, setting: setting)
                }
                let fresh = try PlacementFlow.solve(flow.instance, restrictions: flow.restrictions)
                #expect(flow.objective == fresh.objective, "seed \(seed)")
                // Locks can fill more than a limit allows; then nothing is proved.
                let keeps = flow.assignment.suffix(instance.holderCount).allSatisfy { $0 >= 0 }
                #expect(
                    flow.certificate.verify(flow.assignment, for: flow.instance).isValid == keeps,
                    "seed \(seed)")
                if keeps { kept += 1 }
            }
        }
        #expect(kept > 500)
        let people = try MatchingInstance(
            studentCount: 2, capacities: [1, 1],
            pairs: [.init(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 1, rank: 1)])
        let full = try EditableFlow(
            people.limited(by: .init(groups: [.init(capacity: 1)], groupOfSetting: [0, 0])),
            restrictions: Restrictions(locked: [.init(student: 0, setting: 0)]))
        #expect(full.priceOfPlacing(1, at: 1) == nil, "the limit has no place to give")
    }

    @Test func minimumsAndCouplesAreKeptUnderLimits() throws {
        var (exact, broken, missed) = (0, 0, 0)
        for seed in 1...250 as ClosedRange<UInt64> {
            let (people, groups, _) = try Self.draw(
                seed, .init(students: 6, settings: 3, hasMinimums: true, couples: 2))
            let instance = try people.limited(by: groups)
            let solution = try Matcher.solve(instance)
            let own = Array(solution.assignment.prefix(people.studentCount))
            let best = BruteForce.best(people) { assignment, loads in
                GroupTests.keeps(groups, assignment) && BruteForce.meetsMinimums(loads, people)
                    && BruteForce.keepsCouples(assignment, people)
            }
            var loads = [Int32](repeating: 0, count: people.settingCount)
            for setting in own where setting >= 0 { loads[Int(setting)] += 1 }
            #expect(GroupTests.keeps(groups, own), "seed \(seed)")
            #expect(BruteForce.meetsMinimums(loads, people), "seed \(seed)")
            #expect(BruteForce.keepsCouples(own, people), "seed \(seed)")
            let certificate = try #require(solution.certificate, "seed \(seed)")
            #expect(certificate.verify(solution.assignment, for: instance).isValid, "seed \(seed)")
            if solution.isExact {
                #expect(solution.objective == best, "seed \(seed)")
                exact += 1
            } else if solution.objective != best {
                missed += 1
            }
            if try PlacementFlow.solve(instance).objective != best { broken += 1 }
        }
        // The search is no proof, but on cases as small as these it hardly ever misses the best.
        #expect(
            exact > 100 && broken > 40 && missed < 8, "\(exact) exact, \(broken) broken, \(missed) missed")
    }

    @Test func blockingPairsCountRoomThatHoldersCouldMake() throws {
        let people = try MatchingInstance(
            studentCount: 1, capacities: [1, 1],
            pairs: [.init(student: 0, setting: 0, rank: 1), .init(student: 0, setting: 1, rank: 2)])
        let instance = try people.limited(by: .init(groups: [.init(capacity: 1)], groupOfSetting: [0, 0]))
        let swapped: [Int32] = [1, 0]
        #expect(
            BlockingPairs(swapped, in: instance).weak == 1, "the student and the holder could change places")
        let open: [Int32] = [-1, 0]
        #expect(BlockingPairs(open, in: instance).weak == 2, "the holder could move to 1 or stay")
    }

    @Test func otherGoalsRefuseHolders() throws {
        let people = try ClusteredInstance.make(students: 20, seed: 7)
        let groups = LaminarGroups(
            groups: [.init(capacity: 1)],
            groupOfSetting: [0, 0] + [Int32](repeating: -1, count: people.settingCount - 2))
        let instance = try people.limited(by: groups)
        try #require(instance.holderCount > 0)
        #expect(throws: FlowError.noHolders) { try Matcher.solve(instance, options: .init(goal: .stable)) }
        #expect(throws: FlowError.noHolders) { try ProfileFlow.solve(instance, order: .mostFirstChoices) }
        #expect(throws: FlowError.noHolders) { try WorstOffFlow.solve(instance) }
        #expect(throws: GroupError.sharesNeedGroupFlow) {
            try people.limited(
                by: .init(
                    groups: [], groupOfSetting: [Int32](repeating: -1, count: people.settingCount),
                    shares: [.init(studentClass: 0, setting: 0, capacity: 1)]))
        }
    }
}
