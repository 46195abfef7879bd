import Domain
import RandomSupport
import Testing

@Suite struct PathwayTests {
    private func pathway(_ milestones: [MilestoneDefinition]) throws -> Pathway {
        try Pathway(code: "p", name: "P", milestones: milestones)
    }

    @Test func badPathwaysAreRefusedByName() throws {
        #expect(throws: PathwayError.empty(pathway: "p")) { try pathway([]) }
        #expect(throws: PathwayError.duplicateCode(pathway: "p", code: "a")) {
            try pathway([milestone("a", 1, days(1)), milestone("a", 2, days(1))])
        }
        #expect(throws: PathwayError.selfPrerequisite(pathway: "p", code: "a")) {
            try pathway([milestone("a", 1, days(1), needs: ["a"])])
        }
        #expect(throws: PathwayError.unknownPrerequisite(pathway: "p", code: "a", prerequisite: "A")) {
            try pathway([milestone("a", 1, days(1), needs: ["A"])])
        }
        #expect(throws: PathwayError.badDuration(pathway: "p", code: "a", amount: -1)) {
            try pathway([milestone("a", 1, days(-1))])
        }
        #expect(throws: PathwayError.unknownMilestone(pathway: "p", code: "b")) {
            try pathway([milestone("a", 1, days(1))]).requireIndex(of: "b")
        }
    }

    @Test func aCycleIsNamedInOrder() throws {
        let error = #expect(throws: PathwayError.self) {
            try pathway([
                milestone("start", 1, days(1)),
                milestone("c", 4, days(1), needs: ["b", "start"]), milestone("b", 3, days(1), needs: ["a"]),
                milestone("a", 2, days(1), needs: ["c", "start"]),
                milestone("after", 5, days(1), needs: ["c"]),
            ])
        }
        #expect(error == .cycle(pathway: "p", codes: ["a", "b", "c", "a"]))
        #expect(error?.description.contains("a -> b -> c -> a") == true)
        #expect(throws: PathwayError.cycle(pathway: "p", codes: ["a", "b", "a"])) {
            try pathway([milestone("a", 1, days(1), needs: ["b"]), milestone("b", 2, days(1), needs: ["a"])])
        }
    }

    @Test func positionsOrderWhatNothingElseOrders() throws {
        let shuffled = try pathway([
            milestone("d", 9, days(1)), milestone("a", 8, days(1), needs: ["d"]), milestone("c", 2, days(1)),
            milestone("b", 1, days(1), needs: ["d"]),
        ])
        // c is the earliest free; d frees b and a, and b stands before a.
        #expect(shuffled.milestones.map(\.code) == ["c", "d", "b", "a"])
        #expect(shuffled.index(of: "b") == 2)
        #expect(shuffled.index(of: "z") == nil)
    }

    @Test func prerequisitesNamedTwiceCountOnce() throws {
        let twice = try pathway([milestone("a", 1, days(1)), milestone("b", 2, days(1), needs: ["a", "a"])])
        #expect(Array(twice.prerequisites(of: 1)) == [0])
    }

    @Test func randomPathwaysAreInOrderAndKnowTheirAncestors() throws {
        var random = Seeded.printed("topological order")
        for _ in 0..<300 {
            // Beyond 64, so that a row of ancestors takes more than one word.
            let pathway = try randomPathway(using: &random, sizes: 1...90)
            var ancestors: [Set<Int>] = []
            for (index, milestone) in pathway.milestones.enumerated() {
                let needs = try milestone.prerequisites.map { try pathway.requireIndex(of: $0) }
                #expect(needs.allSatisfy { $0 < index }, "seed \(random.seed)")
                #expect(Array(pathway.prerequisites(of: index)) == needs.sorted(), "seed \(random.seed)")
                ancestors.append(needs.reduce(into: Set(needs)) { $0.formUnion(ancestors[$1]) })
                #expect(Set(pathway.ancestors(of: index)) == ancestors[index], "seed \(random.seed)")
                for other in 0..<pathway.count {
                    let isAncestor = pathway.isAncestor(other, of: index)
                    #expect(isAncestor == ancestors[index].contains(other), "seed \(random.seed)")
                }
                // Stable: nothing of an earlier position that was free stands later.
                for later in pathway.milestones[(index + 1)...] where later.position < milestone.position {
                    let free = try later.prerequisites.allSatisfy { try pathway.requireIndex(of: $0) < index }
                    #expect(!free, "seed \(random.seed)")
                }
            }
        }
    }

    @Test func aRandomCycleIsAlwaysARealOne() throws {
        var random = Seeded.printed("cycles")
        var found = 0
        for _ in 0..<300 {
            let count = Int.random(in: 2...12, using: &random)
            let definitions = (0..<count).map { number in
                let needs = (0..<count).filter { $0 != number && Int.random(in: 0..<6, using: &random) == 0 }
                return milestone("m\(number)", number, days(1), needs: needs.map { "m\($0)" })
            }
            let codes = cycle(in: definitions)
            if codes.isEmpty { continue }
            found += 1
            #expect(codes.count >= 3)
            #expect(codes.first == codes.last)
            #expect(Set(codes).count == codes.count - 1)
            for (before, after) in zip(codes, codes.dropFirst()) {
                let needing = try #require(definitions.first { $0.code == after })
                #expect(needing.prerequisites.contains(before), "seed \(random.seed)")
            }
        }
        #expect(found > 50)
    }

    /// The codes of the cycle for which a list is refused; empty when it is not.
    private func cycle(in definitions: [MilestoneDefinition]) -> [String] {
        do {
            _ = try Pathway(code: "p", name: "P", milestones: definitions)
            return []
        } catch {
            guard case .cycle(_, let codes) = error else { return [] }
            return codes
        }
    }

    @Test func whatWouldBeJumpedOver() throws {
        let pathway = try branchingPathway()
        let state = try pathway.state(
            registered: "2022-06-01", ["offer": "2022-06-10", "housing": "2022-08-01"])
        let started = try pathway.requireIndex(of: "started")
        let codes = try pathway.unmetPrerequisites(of: started, in: state.facts, by: day("2022-07-31"))
        #expect(codes.map { pathway.milestones[$0].code } == ["registered", "housing"])
        let later = try pathway.unmetPrerequisites(of: started, in: state.facts, by: day("2022-08-01"))
        #expect(later.map { pathway.milestones[$0].code } == ["registered"])
    }
}
