import MatchingSupport
@testable import Matching
import RandomSupport
import Testing

/// Stable assignments and the pairs that block them, against brute force.
struct StableTests {
    /// Blocking pairs by the definitions, without any cleverness.
    static func blocking(_ assignment: [Int32], _ instance: MatchingInstance) -> [BlockingPair] {
        var found: [BlockingPair] = []
        for student in 0..<instance.studentCount {
            for pair in instance.pairRange(of: student) {
                let setting = instance.settings[pair]
                if assignment[student] == setting { continue }
                let own =
                    assignment[student] < 0
                    ? Int32.max
                    : instance.ranks[
                        instance.indexOfPair(student: student, setting: Int(assignment[student])) ?? 0]
                let bands = assignment.indices.filter { assignment[$0] == setting }.map {
                    instance.bands[instance.indexOfPair(student: $0, setting: Int(setting)) ?? 0]
                }
                let worst =
                    bands.count < Int(instance.capacities[Int(setting)]) ? Int32.max : bands.max() ?? -1
                let (rank, band) = (instance.ranks[pair], instance.bands[pair])
                if rank > own || band > worst { continue }
                let gains = (rank < own ? 1 : 0) + (band < worst ? 1 : 0)
                found.append(
                    BlockingPair(
                        student: Int32(student), setting: setting,
                        strength: BlockingPair.Strength(rawValue: gains) ?? .indifferent))
            }
        }
        return found
    }

    @Test func storedCountsOfStableMatchingsAreFound() throws {
        var checked = 0
        for (read, truth) in try StoredInstances.withTruth("micro.jsonl") {
            guard let weakly = truth.weakly_stable else { continue }
            var (weak, strong, superStable, largest, smallest) = (0, 0, 0, 0, Int.max)
            BruteForce.forEachAssignment(read.instance) { assignment, _ in
                let blocking = BlockingPairs(assignment, in: read.instance)
                if blocking.strong == 0 { strong += 1 }
                if blocking.superStable == 0 { superStable += 1 }
                guard blocking.weak == 0 else { return }
                weak += 1
                let placed = assignment.count { $0 >= 0 }
                (largest, smallest) = (max(largest, placed), min(smallest, placed))
            }
            #expect(weak == weakly && strong == truth.strongly_stable, "\(read.id ?? "?")")
            #expect(superStable == truth.super_stable, "\(read.id ?? "?")")
            #expect(
                largest == truth.max_weakly_stable && smallest == truth.min_weakly_stable, "\(read.id ?? "?")"
            )
            for assignment in [
                GaleShapley.studentOptimal(read.instance), Kiraly.largeWeaklyStable(read.instance),
            ] {
                let placed = assignment.count { $0 >= 0 }
                #expect(BlockingPairs(assignment, in: read.instance).weak == 0, "\(read.id ?? "?")")
                #expect(placed >= smallest && placed <= largest, "\(read.id ?? "?")")
            }
            let placed = Kiraly.largeWeaklyStable(read.instance).count { $0 >= 0 }
            #expect(3 * placed >= 2 * largest, "\(read.id ?? "?")")
            checked += 1
        }
        #expect(checked == 100)
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func blockingPairsAgreeWithTheDefinitions(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let instance = try SmallInstance.make(
            .init(students: 7, settings: 5, hasTies: random.below(3) > 0), random: &random)
        BruteForce.forEachAssignment(instance) { assignment, _ in
            guard random.below(50) == 0 else { return }
            let expected = Self.blocking(assignment, instance)
            let counts = BlockingPairs(assignment, in: instance)
            #expect(counts.weak == expected.count { $0.strength == .bothGain }, "seed \(seed)")
            #expect(counts.strong == expected.count { $0.strength >= .oneGains }, "seed \(seed)")
            #expect(counts.superStable == expected.count, "seed \(seed)")
            let list = BlockingPairs.list(assignment, in: instance, atLeast: .indifferent)
            #expect(list == expected, "seed \(seed)")
            #expect(
                BlockingPairs.list(assignment, in: instance, atLeast: .indifferent, limit: 2)
                    == Array(expected.prefix(2)), "seed \(seed)")
        }
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func strictListsGiveTheStudentOptimalAssignment(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let instance = try SmallInstance.make(
            .init(students: 6, settings: 4, hasTies: false), random: &random)
        let optimal = GaleShapley.studentOptimal(instance, tieBreak: .lots(seed: seed))
        func rank(_ student: Int, _ assignment: [Int32]) -> Int32 {
            instance.indexOfPair(student: student, setting: Int(assignment[student])).map {
                instance.ranks[$0]
            } ?? .max
        }
        func loads(_ assignment: [Int32]) -> [Int] {
            (0..<instance.settingCount).map { setting in assignment.count { Int($0) == setting } }
        }
        #expect(BlockingPairs(optimal, in: instance).weak == 0, "seed \(seed)")
        BruteForce.forEachAssignment(instance) { assignment, _ in
            guard BlockingPairs(assignment, in: instance).weak == 0 else { return }
            for student in assignment.indices {
                #expect(rank(student, optimal) <= rank(student, assignment), "seed \(seed)")
                // The rural hospitals: the same students are placed and the same places filled in every one.
                #expect((optimal[student] < 0) == (assignment[student] < 0), "seed \(seed)")
            }
            #expect(loads(optimal) == loads(assignment), "seed \(seed)")
        }
        #expect(loads(Kiraly.largeWeaklyStable(instance)) == loads(optimal), "seed \(seed)")
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func kiralyPlacesTwoThirdsOfTheLargest(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let instance = try SmallInstance.make(
            .init(students: 7, settings: 6, largestCapacity: 2, density: 45), random: &random)
        let placed = Kiraly.largeWeaklyStable(instance)
        #expect(BlockingPairs(placed, in: instance).weak == 0, "seed \(seed)")
        var largest = 0
        BruteForce.forEachAssignment(instance) { assignment, _ in
            let size = assignment.count { $0 >= 0 }
            guard size > largest, BlockingPairs(assignment, in: instance).weak == 0 else { return }
            largest = size
        }
        #expect(3 * placed.count { $0 >= 0 } >= 2 * largest, "seed \(seed)")
    }

    @Test func aShutSettingBlocksOnlyWithEnoughStudents() throws {
        // Both students prefer setting 0, which needs two (or three) to open; they share setting 1.
        func blocking(minimum: Int32) throws -> Int {
            let instance = try MatchingInstance(
                studentCount: 2, capacities: [3, 2], minimums: [minimum, 0],
                pairs: [(0, 0, 1), (0, 1, 2), (1, 0, 1), (1, 1, 2)].map {
                    MatchingInstance.Pair(student: $0.0, setting: $0.1, rank: $0.2)
                })
            return BlockingPairs([1, 1], in: instance, keepingMinimums: true).weak
        }
        #expect(try blocking(minimum: 2) == 2)
        #expect(try blocking(minimum: 3) == 0)
    }

    @Test func lotsDecideTiesAndAreRepeatable() throws {
        let pairs = (0..<20).map { MatchingInstance.Pair(student: $0, setting: 0, rank: 1) }
        let instance = try MatchingInstance(studentCount: 20, capacities: [5], pairs: pairs)
        let byNumber = GaleShapley.studentOptimal(instance)
        #expect(byNumber == (0..<20).map { $0 < 5 ? 0 : -1 })
        let draws = Set((1...20).map { GaleShapley.studentOptimal(instance, tieBreak: .lots(seed: $0)) })
        #expect(draws.count > 10)
        #expect(
            GaleShapley.studentOptimal(instance, tieBreak: .lots(seed: 7))
                == GaleShapley.studentOptimal(instance, tieBreak: .lots(seed: 7)))
    }

    /// One setting for all, everything tied, a chain in which each place taken moves everybody, no places at
    /// all.
    @Test(arguments: ["star", "ties", "chain", "closed", "empty"])
    func adversarialShapesAreStable(shape: String) throws {
        let count: Int32 = 2000
        var pairs: [MatchingInstance.Pair] = []
        var capacities = [Int32](repeating: 1, count: Int(count))
        switch shape {
        case "star":
            capacities = [count / 2]
            pairs = (0..<count).map { .init(student: $0, setting: 0, rank: 1, band: $0 % 7) }
        case "ties":
            // A million pairs of one rank and one band.
            capacities = [Int32](repeating: 3, count: 500)
            pairs = (0..<count).flatMap { student in
                (0..<500).map { .init(student: student, setting: $0, rank: 1) }
            }
        case "chain":
            pairs = (0..<count).flatMap { student in
                [
                    MatchingInstance.Pair(
                        student: student, setting: max(0, student - 1), rank: 1, band: count - student),
                    MatchingInstance.Pair(
                        student: student, setting: student == 0 ? 1 : student, rank: 2, band: 1),
                ]
            }
        case "closed":
            capacities = [0, 0]
            pairs = (0..<count).map { .init(student: $0, setting: $0 % 2, rank: 1) }
        default:
            capacities = []
        }
        let instance = try MatchingInstance(studentCount: Int(count), capacities: capacities, pairs: pairs)
        for assignment in [GaleShapley.studentOptimal(instance), Kiraly.largeWeaklyStable(instance)] {
            #expect(BlockingPairs(assignment, in: instance).weak == 0)
            let placed = assignment.count { $0 >= 0 }
            switch shape {
            case "star": #expect(placed == Int(count / 2))
            case "ties": #expect(placed == 1500)
            case "closed", "empty": #expect(placed == 0)
            default: #expect(placed >= Int(count) * 2 / 3)
            }
        }
    }
}
