import Matching
import MatchingSupport
import Testing

@Suite struct CertificateTests {
    /// Two students want one place; the second setting has room.
    private static func solved() throws -> (MatchingInstance, FlowSolution) {
        let instance = try MatchingInstance(
            studentCount: 3, capacities: [1, 2],
            pairs: [
                .init(student: 0, setting: 0, rank: 1, travel: 5), .init(student: 0, setting: 1, rank: 2),
                .init(student: 1, setting: 0, rank: 1, travel: 9), .init(student: 1, setting: 1, rank: 2),
                .init(student: 2, setting: 0, rank: 1),
            ])
        return (instance, try PlacementFlow.solve(instance))
    }

    private static func changed(
        _ certificate: Certificate, values: [Int128]? = nil, prices: [Int128]? = nil,
        limits: PackedCost.Limits? = nil, restrictions: Restrictions? = nil
    ) -> Certificate {
        Certificate(
            fingerprint: certificate.fingerprint, limits: limits ?? certificate.limits,
            restrictions: restrictions ?? certificate.restrictions, values: values ?? certificate.values,
            prices: prices ?? certificate.prices)
    }

    @Test func everyConditionCanFail() throws {
        let (instance, solution) = try Self.solved()
        let proof = solution.certificate
        #expect(solution.assignment == [1, 1, 0])
        func fault(_ certificate: Certificate, _ assignment: [Int32]? = nil) -> CertificateFault? {
            let verdict = certificate.verify(assignment ?? solution.assignment, for: instance)
            if case .invalid(let fault) = verdict { return fault }
            return nil
        }
        #expect(fault(proof) == nil)
        #expect(fault(proof, [1, 1, 1]) == .pairNotAcceptable(student: 2, setting: 1))
        #expect(fault(proof, [1, 1, -1]) == .valueNotMet(student: 2))
        #expect(fault(proof, [1, 1]) == .wrongCount)
        let unplaced = try PackedCost(limits: proof.limits).unplacedWeight
        var values = proof.values
        values[2] = unplaced + 1
        #expect(fault(Self.changed(proof, values: values)) == .valueAboveUnplaced(student: 2))
        values[2] = proof.values[2] - 1
        #expect(fault(Self.changed(proof, values: values)) == .valueNotMet(student: 2))
        var prices = proof.prices
        prices[0] = 0
        #expect(fault(Self.changed(proof, prices: prices)) != nil)
        prices = proof.prices
        prices[1] = -1
        #expect(fault(Self.changed(proof, prices: prices)) == .valueAbovePair(student: 0, setting: 1))
        values = proof.values.map { $0 - 1 }
        prices = proof.prices.map { $0 - 1 }
        #expect(fault(Self.changed(proof, values: values, prices: prices)) == .negativePrice(setting: 1))
        var smaller = proof.limits
        smaller.rank -= 1
        #expect(fault(Self.changed(proof, limits: smaller)) == .weightsTooSmall)
        #expect(
            fault(Self.changed(proof, restrictions: .init(withdrawn: [2]))) == .restrictionNotKept(student: 2)
        )
        #expect(
            fault(Self.changed(proof, restrictions: .init(closed: [9])))
                == .restrictionsDoNotFit(.noSuchSetting(9)))
    }

    @Test func roomAtAPriceAndCrowdsAreFound() throws {
        let instance = try MatchingInstance(
            studentCount: 2, capacities: [1],
            pairs: [.init(student: 0, setting: 0, rank: 1), .init(student: 1, setting: 0, rank: 1)])
        let solution = try PlacementFlow.solve(instance)
        let larger = try MatchingInstance(studentCount: 2, capacities: [3], pairs: instance.pairs)
        let proof = solution.certificate
        #expect(proof.verify(solution.assignment, for: larger) == .invalid(.otherInstance))
        let moved = Certificate(
            fingerprint: InstanceFingerprint(larger), limits: proof.limits, restrictions: .none,
            values: proof.values, prices: proof.prices)
        #expect(moved.verify(solution.assignment, for: larger) == .invalid(.roomAtAPrice(setting: 0)))
        #expect(
            proof.verify([0, 0], for: instance)
                == .invalid(.capacityExceeded(setting: 0, load: 2, capacity: 1)))
    }

    @Test func theFingerprintSeesEveryColumn() throws {
        let base = try Self.solved().0
        var seen: Set<InstanceFingerprint> = [InstanceFingerprint(base)]
        func changed(_ change: (inout MatchingInstance.Pair) -> Void) throws {
            var pairs = base.pairs
            change(&pairs[2])
            let other = try MatchingInstance(
                studentCount: base.studentCount, capacities: base.capacities, pairs: pairs)
            #expect(seen.insert(InstanceFingerprint(other)).inserted)
        }
        try changed { $0.rank = 7 }
        try changed { $0.problems = 7 }
        try changed { $0.travel = 7 }
        try changed { $0.band = 7 }
        try changed {
            $0.student = 2; $0.setting = 1
        }
        for together in [[(0, 1)], [(0, 2)], [(1, 2)]] as [[(Int32, Int32)]] {
            let other = try MatchingInstance(
                studentCount: 3, capacities: [1, 2], pairs: base.pairs, together: together)
            #expect(seen.insert(InstanceFingerprint(other)).inserted)
        }
        let minimum = try MatchingInstance(
            studentCount: 3, capacities: [1, 2], minimums: [0, 2], pairs: base.pairs)
        #expect(seen.insert(InstanceFingerprint(minimum)).inserted)
    }

    @Test func storedFormsAreReadBack() throws {
        let instance = try ClusteredInstance.make(students: 400, seed: 2)
        let lock = Restrictions.Lock(student: 3, setting: instance.settings[Int(instance.firstPair[3])])
        let solution = try PlacementFlow.solve(
            instance, restrictions: .init(closed: [4, 1], locked: [lock], withdrawn: [8]))
        let stored = CertifiedAssignment(solution)
        let again = try CertifiedAssignment(decoding: stored.encoded())
        #expect(again == stored)
        #expect(again.verify(for: instance) == .valid(solution.objective))
    }

    @Test func everyCutAndEveryWrongLineIsNamed() throws {
        let bytes = CertifiedAssignment(try Self.solved().1).encoded()
        for length in 0..<bytes.count {
            #expect(throws: CertificateFormatError.self, "cut at \(length)") {
                try CertifiedAssignment(decoding: Array(bytes[..<length]))
            }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        func refused(_ old: String, _ new: String, line: Int) {
            let wrong = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
                .joined(separator: new)
            let error = #expect(throws: CertificateFormatError.self) {
                try CertifiedAssignment(decoding: Array(wrong.utf8))
            }
            #expect(error?.line == line)
            #expect(error?.description.isEmpty == false)
        }
        refused("certificate 1", "certificate 2", line: 1)
        refused("instance 3", "instance 3000000000", line: 2)
        refused("closed", "shut", line: 4)
        refused("locked", "locked 1", line: 6)
        refused("limits ", "limits +", line: 3)
        refused("end\n", "end\nmore\n", line: 12)
    }
}
