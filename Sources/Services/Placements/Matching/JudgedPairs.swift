import Domain
import Matching

/// The pairs of a match that no rule refuses, with their problems.
struct JudgedPairs {
    /// The rows of the instance, by student and then by placement.
    private(set) var rows: [MatchingInstance.Pair] = []
    /// The problems of each row.
    private(set) var problems: [PairProblems] = []

    /// Looks at the placements near every student and at those that anybody asked for.
    init(_ inputs: MatchInputs) {
        let rules = inputs.rules
        let table = PairTable(
            students: inputs.students.map(\.facts), placements: inputs.placements.map(\.facts), rules: rules)
        let locked = Set(inputs.locks.map { MatchInputs.NumberPair($0.student, $0.placement) })
        let bound = Self.placesOfPartners(inputs)
        let candidates = CandidatePairs(
            homes: inputs.students.map(\.facts.home), places: inputs.placements.map(\.facts.place),
            stages: inputs.students.map(\.facts.stage),
            isOpen: { !table.isClosed($0, to: $1) },
            wishes: Self.wishes(inputs, locked), limit: rules.rules.nearestConsidered)
        let unlisted = Self.firstUnlistedRank(inputs)
        let unbanded = Self.firstUnbanded(inputs)
        rows.reserveCapacity(candidates.count)
        problems.reserveCapacity(candidates.count)
        for student in inputs.students.indices {
            for number in candidates.placements(of: student) {
                let placement = Int(number)
                let key = MatchInputs.NumberPair(student, placement)
                // Whose partner has a place goes there or nowhere.
                if let held = bound[student], held != placement { continue }
                let verdict = table.verdict(student, placement, given: inputs.travel[key] ?? .nothing)
                // A locked pair stands although a rule refuses it: that was overridden, with a reason.
                if !verdict.isPossible, !locked.contains(key) { continue }
                rows.append(
                    MatchingInstance.Pair(
                        student: key.student, setting: key.placement,
                        rank: inputs.preferences[key] ?? unlisted[student],
                        problems: Int32(clamping: verdict.problems.count + verdict.refusals.codes.count),
                        travel: Int32(
                            clamping: verdict.travel.minutes ?? rules.rules.travel.longAfterMinutes),
                        band: inputs.bands[key] ?? unbanded[placement]))
                problems.append(verdict.problems)
            }
        }
    }

    /// The placement to which the partner of a student is locked, of students who are not locked themselves.
    static func placesOfPartners(_ inputs: MatchInputs) -> [Int: Int] {
        let held = Dictionary(
            inputs.locks.map { ($0.student, $0.placement) }, uniquingKeysWith: { first, _ in first })
        var bound: [Int: Int] = [:]
        for (one, other) in inputs.together.map({ (Int($0.0), Int($0.1)) }) {
            if held[other] == nil, let place = held[one] { bound[other] = place }
            if held[one] == nil, let place = held[other] { bound[one] = place }
        }
        return bound
    }

    private static func wishes(
        _ inputs: MatchInputs, _ locked: Set<MatchInputs.NumberPair>
    ) -> [CandidatePairs.Wish] {
        (Array(inputs.preferences.keys) + Array(inputs.bands.keys) + Array(locked)).map {
            CandidatePairs.Wish(student: $0.student, placement: $0.placement)
        }
    }

    /// What a student did not list comes after everything the student did, and all of it alike.
    private static func firstUnlistedRank(_ inputs: MatchInputs) -> [Int32] {
        var worst = [Int32](repeating: 0, count: inputs.students.count)
        for (key, rank) in inputs.preferences { worst[Int(key.student)] = max(worst[Int(key.student)], rank) }
        return worst.map { $0 + 1 }
    }

    /// Whom a host did not name comes after those it did.
    private static func firstUnbanded(_ inputs: MatchInputs) -> [Int32] {
        var worst = [Int32](repeating: 0, count: inputs.placements.count)
        for (key, band) in inputs.bands { worst[Int(key.placement)] = max(worst[Int(key.placement)], band) }
        return worst.map { $0 + 1 }
    }
}
