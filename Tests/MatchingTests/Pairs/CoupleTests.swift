import MatchingSupport
@testable import Matching
import RandomSupport
import Testing

/// Couples: what the tightened instance leaves away, and what becomes of couples that cannot be together.
struct CoupleTests {
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func tighteningLosesNothing(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let instance = try SmallInstance.make(
            .init(students: 6, settings: 5, density: 50, hasMinimums: true, couples: 3), random: &random)
        func best(_ instance: MatchingInstance) -> Objective? {
            BruteForce.best(instance) { assignment, loads in
                BruteForce.meetsMinimums(loads, instance) && BruteForce.keepsCouples(assignment, instance)
            }
        }
        guard let tight = try instance.tightened(minimums: true, couples: true) else { return }
        #expect(
            tight.pairCount < instance.pairCount || tight.capacities != instance.capacities, "seed \(seed)")
        #expect(best(tight) == best(instance), "seed \(seed)")
    }

    /// Two students with one setting each, or with one setting of one place: apart they could be placed,
    /// together not.
    @Test(arguments: [[1, 1], [1, 0]] as [[Int32]])
    func aCoupleThatCannotBeTogetherIsLeftOut(capacities: [Int32]) throws {
        let instance = try MatchingInstance(
            studentCount: 2, capacities: capacities,
            pairs: [.init(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 1, rank: 1)],
            together: [(0, 1)])
        #expect(try Matcher.solve(instance).assignment == [-1, -1])
        let apart = try Matcher.solve(instance, options: MatchOptions(ignoresCouples: true))
        #expect(apart.objective.unplaced == capacities.count { $0 == 0 })
    }

    /// A couple can be what brings a setting to its minimum, and what keeps it from being closed.
    @Test func aCoupleOpensASetting() throws {
        let instance = try MatchingInstance(
            studentCount: 3, capacities: [3, 2], minimums: [3, 0],
            pairs: [
                .init(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 0, rank: 1),
                .init(student: 2, setting: 1, rank: 1), .init(student: 2, setting: 0, rank: 2, problems: 2),
            ], together: [(0, 1)])
        let solution = try Matcher.solve(instance)
        #expect(solution.assignment == [0, 0, 0] && solution.isExact && solution.closedSettings.isEmpty)
        #expect(solution.objective == Objective(problems: 2, rank: 4))
        #expect(solution.bound == Objective(rank: 3))
    }

    /// The certificate of a ruled placement names what was decided, and fails for a worse placement.
    @Test func theCertificateSaysWhatWasDecided() throws {
        let instance = try MatchingInstance(
            studentCount: 3, capacities: [2, 2], minimums: [2, 0],
            pairs: [
                .init(student: 0, setting: 0, rank: 1), .init(student: 0, setting: 1, rank: 2),
                .init(student: 1, setting: 1, rank: 1), .init(student: 2, setting: 1, rank: 3),
            ])
        let solution = try Matcher.solve(instance)
        #expect(solution.assignment == [1, 1, -1] && solution.closedSettings == [0])
        let certificate = try #require(solution.certificate)
        #expect(certificate.restrictions.closed == [0])
        #expect(certificate.verify([1, 1, -1], for: instance) == .valid(solution.objective))
        #expect(!certificate.verify([-1, 1, 1], for: instance).isValid)
        #expect(!certificate.verify([0, 1, 1], for: instance).isValid)
        let stored = try #require(CertifiedAssignment(solution))
        #expect(try CertifiedAssignment(decoding: stored.encoded()).verify(for: instance).isValid)
    }
}
