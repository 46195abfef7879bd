import Matching
import MatchingSupport
import RandomSupport
import Testing

@Suite struct ObjectiveModeTests {
    /// What a profile minimises, as a list that is compared in dictionary order.
    private static func key(
        _ assignment: [Int32], _ instance: MatchingInstance, _ order: ProfileOrder
    ) throws -> [Int] {
        let objective = try #require(Objective(of: assignment, in: instance))
        let worst = Int(instance.ranks.max() ?? 0)
        var profile = [Int](repeating: 0, count: worst + 1)
        for student in assignment.indices {
            if let index = instance.indexOfPair(student: student, setting: Int(assignment[student])) {
                profile[Int(instance.ranks[index])] += 1
            }
        }
        let choices =
            switch order {
            case .mostFirstChoices: profile.dropFirst().map { -$0 }
            case .fewestLastChoices: Array(profile.dropFirst().reversed())
            }
        return [objective.unplaced, objective.problems] + choices + [objective.travel]
    }

    @Test(arguments: ProfileOrder.allCases) func profilesAgreeWithBruteForce(_ order: ProfileOrder) throws {
        for seed in 1...120 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let instance = try SmallInstance.make(.init(), random: &random)
            let solution = try ProfileFlow.solve(instance, order: order)
            try solution.certificate.verify(solution.assignment, for: instance)
            #expect(Objective(of: solution.assignment, in: instance) == solution.objective)
            #expect(solution.profile.reduce(0, +) == instance.studentCount - solution.objective.unplaced)
            let found = try Self.key(solution.assignment, instance, order)
            var best: [Int]?
            BruteForce.forEachAssignment(instance) { assignment, _ in
                guard let key = try? Self.key(assignment, instance, order) else { return }
                if best.map({ key.lexicographicallyPrecedes($0) }) ?? true { best = key }
            }
            #expect(found == best, "seed \(seed)")
        }
    }

    @Test func largeProfilesAreProved() throws {
        let instance = try ClusteredInstance.make(students: 1000, seed: 31)
        let usual = try PlacementFlow.solve(instance)
        for order in ProfileOrder.allCases {
            let solution = try ProfileFlow.solve(instance, order: order)
            try solution.certificate.verify(solution.assignment, for: instance)
            #expect(solution.objective.unplaced == usual.objective.unplaced)
            #expect(solution.objective.problems == usual.objective.problems)
            #expect(solution.objective.rank >= usual.objective.rank)
            var wrong = solution.assignment
            wrong[try #require(wrong.firstIndex { $0 >= 0 })] = -1
            #expect(throws: CertificateFault.self) { try solution.certificate.verify(wrong, for: instance) }
        }
    }

    /// These goals know no minimums and couples: refused where one binds, answered where none does.
    @Test(arguments: [MatchOptions.Goal.rankProfile, .worstOffFirst])
    func rulesThatBindAreRefused(_ goal: MatchOptions.Goal) throws {
        var options = MatchOptions()
        options.goal = goal
        let pairs = [
            MatchingInstance.Pair(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 1, rank: 1),
        ]
        let open = try MatchingInstance(studentCount: 2, capacities: [2, 1], minimums: [1, 0], pairs: pairs)
        #expect(try Matcher.solve(open, options: options).objective.unplaced == 0)
        let tooFew = try MatchingInstance(
            studentCount: 2, capacities: [2, 1], minimums: [2, 0], pairs: pairs)
        #expect(throws: FlowError.noRules) { try Matcher.solve(tooFew, options: options) }
        let apart = try MatchingInstance(
            studentCount: 2, capacities: [2, 1], pairs: pairs, together: [(0, 1)])
        #expect(throws: FlowError.noRules) { try Matcher.solve(apart, options: options) }
        options.ignoresMinimums = true
        #expect(try Matcher.solve(tooFew, options: options).objective.unplaced == 0)
    }

    @Test func tooManyRanksAreRefused() throws {
        let pairs = (0..<300).map {
            MatchingInstance.Pair(student: Int32($0), setting: Int32($0), rank: Int32(1 + $0))
        }
        let instance = try MatchingInstance(
            studentCount: 300, capacities: [Int32](repeating: 1, count: 300), pairs: pairs)
        #expect(throws: FlowError.costOverflow) {
            try ProfileFlow.solve(instance, order: .fewestLastChoices)
        }
    }

    @Test(arguments: WorstOffMeasure.allCases) func theWorstOffComeFirst(_ measure: WorstOffMeasure) throws {
        for seed in 1...120 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let instance = try SmallInstance.make(.init(), random: &random)
            let result = try WorstOffFlow.solve(instance, measure: measure)
            func worst(_ assignment: [Int32]) -> Int {
                assignment.indices.compactMap { student in
                    instance.indexOfPair(student: student, setting: Int(assignment[student])).map {
                        switch measure {
                        case .travel: Int(instance.travel[$0])
                        case .rank: Int(instance.ranks[$0])
                        case .problems: Int(instance.problems[$0])
                        }
                    }
                }.max() ?? 0
            }
            var best: [Int]?
            BruteForce.forEachAssignment(instance) { assignment, _ in
                guard let objective = Objective(of: assignment, in: instance) else { return }
                let key = [
                    objective.unplaced, worst(assignment), objective.problems, objective.rank,
                    objective.travel,
                ]
                if best.map({ key.lexicographicallyPrecedes($0) }) ?? true { best = key }
            }
            let found = result.solution.objective
            let key = [
                found.unplaced, worst(result.solution.assignment), found.problems, found.rank, found.travel,
            ]
            #expect(key == best, "seed \(seed)")
            #expect(
                result.solution.certificate.verify(result.solution.assignment, for: result.within)
                    == .valid(found), "seed \(seed)")
            if let tighter = result.tighter {
                #expect(tighter.size < instance.studentCount - found.unplaced, "seed \(seed)")
            }
        }
    }
}
