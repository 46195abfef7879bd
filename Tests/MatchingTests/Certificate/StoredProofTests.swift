import Matching
import MatchingSupport
import RandomSupport
import Testing

/// The proofs of all goals as they are stored: written, read, and refused when they are not what they say.
@Suite struct StoredProofTests {
    private static let goals: [MatchOptions.Goal] = [.lexicographic, .rankProfile, .worstOffFirst]

    @Test(arguments: goals) func everyProofIsReadAsItWasWritten(_ goal: MatchOptions.Goal) throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let instance = try SmallInstance.make(.init(), random: &random)
            let solution = try Matcher.solve(instance, options: MatchOptions(goal: goal))
            let proof = try #require(solution.proof)
            let read = try StoredProof(decoding: proof.encoded())
            #expect(read == proof && read.assignment == solution.assignment, "seed \(seed)")
            #expect(read.verify(for: instance) == .valid(solution.objective), "seed \(seed)")
            #expect(read.fingerprint == InstanceFingerprint(instance))
            #expect(solution.isExact)
        }
    }

    @Test(arguments: goals) func aProofOfAnotherInstanceOrWithAnotherNumberIsRefused(
        _ goal: MatchOptions.Goal
    ) throws {
        let instance = try ClusteredInstance.make(students: 60, seed: 3)
        let other = try ClusteredInstance.make(students: 60, seed: 4)
        let proof = try #require(
            try Matcher.solve(
                instance,
                options: MatchOptions(goal: goal, ignoresMinimums: true, ignoresCouples: true)
            ).proof)
        #expect(!proof.verify(for: other).isValid)
        var lines = String(decoding: proof.encoded(), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        // Somebody who has a place is said to have none.
        let placed = try #require(
            lines.lastIndex { line in
                let words = line.split(separator: " ")
                return words.count >= 2 && Int(words[0]).map { $0 >= 0 } == true
            })
        var words = lines[placed].split(separator: " ").map(String.init)
        words[0] = "-1"
        lines[placed] = Substring(words.joined(separator: " "))
        let wrong = try StoredProof(decoding: Array(lines.joined(separator: "\n").utf8))
        #expect(!wrong.verify(for: instance).isValid)
        // A file that ends too soon names its last line.
        let half = Array(proof.encoded().prefix(proof.encoded().count / 2))
        #expect(throws: CertificateFormatError.self) { try StoredProof(decoding: half) }
    }

    @Test(arguments: goals.dropLast()) func aProofOfWhatIsNotBestIsRefused(_ goal: MatchOptions.Goal) throws {
        // The proof of an instance without the first choice, said to be of the one with it.
        let near = MatchingInstance.Pair(student: 0, setting: 0, rank: 1)
        let far = MatchingInstance.Pair(student: 0, setting: 1, rank: 2)
        let whole = try MatchingInstance(studentCount: 1, capacities: [1, 1], pairs: [near, far])
        let part = try MatchingInstance(studentCount: 1, capacities: [1, 1], pairs: [far])
        func lines(_ instance: MatchingInstance) throws -> [Substring] {
            let proof = try #require(try Matcher.solve(instance, options: MatchOptions(goal: goal)).proof)
            return String(decoding: proof.encoded(), as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false)
        }
        var forged = try lines(part)
        forged[1] = try lines(whole)[1]
        let proof = try StoredProof(decoding: Array(forged.joined(separator: "\n").utf8))
        #expect(proof.assignment == [1])
        #expect(proof.verify(for: whole) == .invalid(.valueAbovePair(student: 0, setting: 0)))
    }

    @Test func aLongestJourneyIsProvedToBeTheShortest() throws {
        // One student near and far: the far place alone is no shortest longest journey.
        let instance = try MatchingInstance(
            studentCount: 2, capacities: [1, 1],
            pairs: [
                .init(student: 0, setting: 0, rank: 2, travel: 10),
                .init(student: 0, setting: 1, rank: 1, travel: 50),
                .init(student: 1, setting: 0, rank: 1, travel: 40),
                .init(student: 1, setting: 1, rank: 2, travel: 20),
            ])
        let solution = try Matcher.solve(instance, options: MatchOptions(goal: .worstOffFirst))
        #expect(solution.assignment == [0, 1])
        guard case .worstOff(let proof)? = solution.proof else {
            Issue.record("another proof")
            return
        }
        #expect(proof.limit == 20)
        let text = String(decoding: proof.encoded(), as: UTF8.self)
        func verdict(_ change: (inout [String]) -> Void) throws -> CertificateVerdict {
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            change(&lines)
            return try StoredProof(decoding: Array(lines.joined(separator: "\n").utf8)).verify(for: instance)
        }
        #expect(try verdict { _ in }.isValid)
        // Without what covers the shorter journeys nothing proves the limit.
        #expect(
            try verdict { $0.removeAll { $0.hasPrefix("tighter") } } == .invalid(.limitNotLeast))
        #expect(
            try verdict { lines in
                for index in lines.indices where lines[index].hasPrefix("tighter") {
                    lines[index] = lines[index].split(separator: " ").prefix(2).joined(separator: " ")
                }
            } == .invalid(.limitNotLeast))
        // Nor that no more could be placed, without what covers all journeys.
        #expect(
            try verdict { lines in
                for index in lines.indices where lines[index].hasPrefix("most") {
                    lines[index] = lines[index].split(separator: " ").prefix(2).joined(separator: " ")
                }
            } == .invalid(.moreCouldBePlaced))
    }
}
