import Matching
import MatchingSupport
import RandomSupport
import Testing

@Suite struct EditTests {
    /// Checks that a flow is proved best and that a fresh solve finds nothing else.
    private static func check(_ flow: EditableFlow, _ comment: String) throws {
        let instance = flow.instance
        let verdict = flow.certificate.verify(flow.assignment, for: instance)
        #expect(verdict == .valid(flow.objective), "\(comment)")
        let fresh = try PlacementFlow.solve(instance, restrictions: flow.restrictions)
        #expect(fresh.objective == flow.objective, "\(comment)")
    }

    /// Draws one edit; edits that are refused leave everything as it is. Answers its name.
    private static func edit(_ flow: EditableFlow, _ random: inout Seeded) throws -> String {
        let student = random.below(flow.studentCount)
        let setting = random.below(flow.settingCount)
        let row = MatchingInstance.Pair(
            student: Int32(student), setting: Int32(setting), rank: Int32(1 + random.below(4)),
            problems: Int32(random.below(3)), travel: Int32(random.below(30)))
        let kind = random.below(11)
        let name = "\(kind) \(student) \(setting)"
        do throws(EditError) {
            switch kind {
            case 0: try flow.setCapacity(random.below(4), of: setting)
            case 1: try flow.setCapacity(flow.capacity(of: setting) + 1, of: setting)
            case 2: try flow.close(setting)
            case 3: try flow.open(setting)
            case 4: try flow.addPair(row)
            case 5: try flow.removePair(student: student, setting: setting)
            case 6: try flow.changePair(row)
            case 7: try flow.withdraw(student)
            case 8: try flow.restore(student)
            case 9: try flow.lock(student, to: setting)
            default: try flow.unlock(student)
            }
        } catch {
            return "refused \(name)"
        }
        return name
    }

    @Test(arguments: [false, true]) func everyEditEqualsAFreshSolve(isWide: Bool) throws {
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = Seeded(seed: seed)
            let instance = try SmallInstance.make(
                .init(students: 14, settings: 7, largestCapacity: 3, density: 45), random: &random)
            let large: Int32 = isWide ? 1 << 28 : 30
            let limits = PackedCost.Limits(problems: large, rank: large, travel: large, pathLength: 14)
            let flow = try EditableFlow(instance, limits: limits)
            for step in 0..<40 {
                let name = try Self.edit(flow, &random)
                try Self.check(flow, "seed \(seed) step \(step) edit \(name)")
            }
        }
    }

    @Test func manyEditsOfAClusteredInstance() throws {
        let instance = try ClusteredInstance.make(students: 600, seed: 21)
        var limits = PackedCost.Limits(of: instance)
        limits.problems = 3
        let flow = try EditableFlow(instance, limits: limits)
        var random = Seeded(seed: 22)
        for step in 0..<400 {
            let name = try Self.edit(flow, &random)
            if step % 8 == 0 { try Self.check(flow, "step \(step) edit \(name)") }
        }
        try Self.check(flow, "at the end")
    }

    @Test func aCopyIsApart() throws {
        let flow = try EditableFlow(try ClusteredInstance.make(students: 200, seed: 4))
        let (assignment, objective) = (flow.assignment, flow.objective)
        let copy = flow.copy()
        for student in 0..<50 { try copy.withdraw(student) }
        try Self.check(copy, "copy")
        #expect(flow.assignment == assignment && flow.objective == objective)
        try Self.check(flow, "original")
    }

    @Test func addingAPlaceNeverHarmsAndWithdrawingFreesAtMostOne() throws {
        let flow = try EditableFlow(try ClusteredInstance.make(students: 300, seed: 9))
        var random = Seeded(seed: 10)
        for step in 0..<60 {
            let before = flow.objective
            if step % 2 == 0 {
                let setting = random.below(flow.settingCount)
                try flow.setCapacity(flow.capacity(of: setting) + 1, of: setting)
                #expect(flow.objective <= before)
            } else {
                let student = random.below(flow.studentCount)
                if flow.restrictions.withdrawn.contains(Int32(student)) { continue }
                try flow.withdraw(student)
                #expect((0...1).contains(before.unplaced - flow.objective.unplaced))
            }
        }
    }

    @Test func withoutTheBackwardFillTheCertificateFails() throws {
        // Student 1 waits for the only place; if it is freed and not filled, its price stays above 0.
        let pairs: [MatchingInstance.Pair] = [
            .init(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 0, rank: 2),
        ]
        let instance = try MatchingInstance(studentCount: 2, capacities: [1], pairs: pairs)
        let flow = try EditableFlow(instance)
        let before = flow.certificate
        try flow.withdraw(0)
        #expect(flow.assignment == [-1, 0])
        let unfilled = Certificate(
            fingerprint: before.fingerprint, limits: before.limits, restrictions: flow.restrictions,
            values: [0, before.values[1]], prices: before.prices)
        #expect(unfilled.verify([-1, -1], for: instance) == .invalid(.roomAtAPrice(setting: 0)))
    }

    @Test func lockingTwiceIsRefusedAndLockingTheSamePairChangesNothing() throws {
        let flow = try EditableFlow(try ClusteredInstance.make(students: 100, seed: 6))
        let student = try #require(flow.assignment.firstIndex { $0 >= 0 })
        let (assignment, objective) = (flow.assignment, flow.objective)
        try flow.lock(student, to: Int(assignment[student]))
        #expect(flow.assignment == assignment && flow.objective == objective)
        #expect(throws: EditError.locked(student)) { try flow.lock(student, to: Int(assignment[student])) }
        #expect(throws: EditError.locked(student)) { try flow.withdraw(student) }
        try flow.unlock(student)
        #expect(flow.objective == objective)
        try Self.check(flow, "after unlocking")
    }

    @Test func impossibleEditsAreNamed() throws {
        let instance = try MatchingInstance(
            studentCount: 2, capacities: [1], pairs: [.init(student: 0, setting: 0, rank: 1)])
        let flow = try EditableFlow(instance)
        func refused(_ expected: EditError, _ edit: () throws(EditError) -> Void) {
            #expect(throws: expected) { try edit() }
            #expect(!expected.description.isEmpty)
            #expect(flow.assignment == [0, -1])
        }
        refused(.noSuchStudent(2)) { () throws(EditError) in try flow.withdraw(2) }
        refused(.noSuchSetting(1)) { () throws(EditError) in try flow.close(1) }
        refused(.noSuchPair(student: 1, setting: 0)) { () throws(EditError) in try flow.lock(1, to: 0) }
        refused(.pairExists(student: 0, setting: 0)) { () throws(EditError) in
            try flow.addPair(instance.pair(at: 0, of: 0))
        }
        refused(.numberOutOfLimits(student: 1, setting: 0)) { () throws(EditError) in
            try flow.addPair(.init(student: 1, setting: 0, rank: 2))
        }
        refused(.capacityOutOfRange(setting: 0, capacity: -1)) { () throws(EditError) in
            try flow.setCapacity(-1, of: 0)
        }
        refused(.notWithdrawn(0)) { () throws(EditError) in try flow.restore(0) }
        refused(.notLocked(0)) { () throws(EditError) in try flow.unlock(0) }
        try flow.lock(0, to: 0)
        refused(.capacityBelowLocks(setting: 0, locks: 1)) { () throws(EditError) in try flow.close(0) }
        refused(.locked(0)) { () throws(EditError) in try flow.removePair(student: 0, setting: 0) }
    }
}
