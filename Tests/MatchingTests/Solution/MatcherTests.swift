import Matching
import MatchingSupport
import RandomSupport
import Testing

/// Whole answers: against brute force, against the stored optima, and independent of the order of rows.
struct MatcherTests {
    /// What every answer has to keep; nil if it does.
    static func fault(_ solution: Solution, _ instance: MatchingInstance, _ options: MatchOptions) -> String?
    {
        guard let objective = Objective(of: solution.assignment, in: instance) else { return "pairs" }
        if objective != solution.objective { return "objective" }
        if objective < solution.bound { return "bound" }
        var loads = [Int32](repeating: 0, count: instance.settingCount)
        for setting in solution.assignment where setting >= 0 { loads[Int(setting)] += 1 }
        if zip(loads, instance.capacities).contains(where: { $0 > $1 }) { return "capacity" }
        if !options.ignoresMinimums {
            if !BruteForce.meetsMinimums(loads, instance) { return "minimum" }
            let closed = loads.indices.filter { loads[$0] == 0 && instance.minimums[$0] > 1 }
            if closed != solution.closedSettings.map({ Int($0) }) { return "closed settings" }
        }
        if !options.ignoresCouples, !BruteForce.keepsCouples(solution.assignment, instance) {
            return "couples"
        }
        if options.goal == .lexicographic {
            guard let certificate = solution.certificate else { return "no certificate" }
            if !certificate.verify(solution.assignment, for: instance).isValid { return "certificate" }
        }
        return nil
    }

    @Test(arguments: 1...500 as ClosedRange<UInt64>)
    func rulesAgreeWithBruteForce(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let shape = SmallInstance.Shape(
            students: 6, settings: 5, largestCapacity: 4, density: 30 + random.below(70), hasMinimums: true,
            couples: random.below(4))
        let instance = try SmallInstance.make(shape, random: &random)
        for (minimums, couples) in [(false, false), (true, false), (false, true), (true, true)] {
            let options = MatchOptions(ignoresMinimums: !minimums, ignoresCouples: !couples)
            let solution = try Matcher.solve(instance, options: options)
            #expect(Self.fault(solution, instance, options) == nil, "seed \(seed), \(options)")
            let best = BruteForce.best(instance) { assignment, loads in
                (!minimums || BruteForce.meetsMinimums(loads, instance))
                    && (!couples || BruteForce.keepsCouples(assignment, instance))
            }
            #expect(solution.isExact && solution.objective == best, "seed \(seed), \(options)")
        }
    }

    /// However little work is allowed, an answer keeps the rules, and is the best whenever it says so.
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func limitedSearchesAreHonest(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let shape = SmallInstance.Shape(
            students: 7, settings: 5, largestCapacity: 4, density: 60, hasMinimums: true, couples: 3)
        let instance = try SmallInstance.make(shape, random: &random)
        let best = BruteForce.best(instance) { assignment, loads in
            BruteForce.meetsMinimums(loads, instance) && BruteForce.keepsCouples(assignment, instance)
        }
        for workLimit in [0, 30, 300, 3000] {
            let options = MatchOptions(workLimit: workLimit)
            let solution = try Matcher.solve(instance, options: options)
            #expect(Self.fault(solution, instance, options) == nil, "seed \(seed), \(workLimit)")
            guard let best else { continue }
            #expect(solution.objective >= best, "seed \(seed), \(workLimit)")
            #expect(!solution.isExact || solution.objective == best, "seed \(seed), \(workLimit)")
        }
    }

    @Test(arguments: ["micro.jsonl", "medium.jsonl"])
    func storedOptimaAreMet(file: String) throws {
        let stored = try StoredInstances.withTruth(file)
        #expect(stored.count == (file == "micro.jsonl" ? 100 : 6))
        for (read, truth) in stored {
            let cases: [(MatchOptions, [Int]?)] = [
                (MatchOptions(ignoresMinimums: true, ignoresCouples: true), truth.lex_optimum),
                (MatchOptions(ignoresCouples: true), truth.lex_optimum_with_minimum),
                (MatchOptions(), truth.lex_optimum_with_minimum_and_pairs),
            ]
            for (options, parts) in cases {
                let solution = try Matcher.solve(read.instance, options: options)
                #expect(Self.fault(solution, read.instance, options) == nil, "\(read.id ?? "?")")
                guard let parts else { continue }
                #expect(solution.isExact, "\(read.id ?? "?")")
                #expect(solution.objective == StoredInstances.objective(parts), "\(read.id ?? "?")")
            }
        }
    }

    @Test func storedTextInstanceIsSolved() throws {
        var reader = InstanceReader()
        let read = try reader.feed(StoredInstances.bytes("p1000.txt")) + reader.finish()
        let solution = try Matcher.solve(read[0].instance)
        #expect(solution.objective == Objective(unplaced: 27, problems: 7, rank: 2116, travel: 29306))
        #expect(solution.isExact && solution.objective == solution.bound)
        #expect(Self.fault(solution, read[0].instance, MatchOptions()) == nil)
    }

    /// A goal with the rules that it can keep.
    private static func options(_ goal: MatchOptions.Goal) -> MatchOptions {
        let keepsRules = goal == .lexicographic || goal == .stable
        return MatchOptions(goal: goal, ignoresMinimums: !keepsRules, ignoresCouples: !keepsRules)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func orderOfRowsDoesNotMatter(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let shape = SmallInstance.Shape(
            students: 40, settings: 20, density: 25, hasMinimums: true, couples: 4)
        let instance = try SmallInstance.make(shape, random: &random)
        let shuffled = try MatchingInstance(
            studentCount: instance.studentCount, capacities: instance.capacities, minimums: instance.minimums,
            pairs: instance.pairs.shuffled(using: &random),
            together: instance.together.map { ($0.1, $0.0) }.shuffled(using: &random))
        for goal in MatchOptions.Goal.allCases {
            let options = Self.options(goal)
            let one = try Matcher.solve(instance, options: options)
            let other = try Matcher.solve(shuffled, options: options)
            #expect(one.assignment == other.assignment, "seed \(seed)")
            #expect(Self.fault(one, instance, options) == nil, "seed \(seed)")
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func clusteredInstancesWithCouplesAreSolved(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let plain = try ClusteredInstance.make(students: 600, seed: seed)
        let crowd = (0..<600).map { Int32($0) }.shuffled(using: &random)
        // Neighbours in the numbering are no neighbours on the map; couples with common settings are what
        // matters.
        let couples = crowd.indices.dropLast().map { (crowd[$0], crowd[$0 + 1]) }
            .filter { one, other in
                plain.pairRange(of: Int(one)).contains {
                    plain.indexOfPair(student: Int(other), setting: Int(plain.settings[$0])) != nil
                }
            }
        var seen: Set<Int32> = []
        let chosen = couples.filter { couple in
            if seen.contains(couple.0) || seen.contains(couple.1) { return false }
            seen.formUnion([couple.0, couple.1])
            return true
        }
        let instance = try MatchingInstance(
            studentCount: 600, capacities: plain.capacities, minimums: plain.minimums, pairs: plain.pairs,
            together: Array(chosen.prefix(12)))
        for goal in MatchOptions.Goal.allCases {
            let options = Self.options(goal)
            let solution = try Matcher.solve(instance, options: options)
            #expect(Self.fault(solution, instance, options) == nil, "seed \(seed)")
            #expect(goal == .stable || solution.isExact, "seed \(seed)")
        }
    }

    @Test func aLimitOfWorkIsSaid() throws {
        let instance = try ClusteredInstance.make(students: 600, seed: 3)
        // Every setting needs all its places taken: far more breaches than can be mended without work.
        let hard = try MatchingInstance(
            studentCount: 600, capacities: instance.capacities, minimums: instance.capacities,
            pairs: instance.pairs)
        let options = MatchOptions(workLimit: 0)
        let solution = try Matcher.solve(hard, options: options)
        #expect(!solution.isExact)
        #expect(Self.fault(solution, hard, options) == nil)
    }

    @Test func emptyAndDegenerateInstancesHaveAnswers() throws {
        let nobody = try MatchingInstance(studentCount: 0, capacities: [], pairs: [])
        let noLists = try MatchingInstance(
            studentCount: 3, capacities: [2, 0], minimums: [2, 0], pairs: [], together: [(0, 2)])
        for goal in MatchOptions.Goal.allCases {
            let options = Self.options(goal)
            #expect(try Matcher.solve(nobody, options: options).objective == .zero)
            let solution = try Matcher.solve(noLists, options: options)
            #expect(solution.objective == Objective(unplaced: 3))
            #expect(solution.closedSettings == (options.ignoresMinimums ? [] : [0]))
            #expect(Self.fault(solution, noLists, options) == nil)
        }
    }
}
