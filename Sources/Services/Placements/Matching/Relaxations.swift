import Domain
import Matching

/// What might be relaxed for a student, each with what it is in words; the cheaper ones are proposed first.
struct Relaxations {
    /// What a relaxation is.
    struct Words {
        let kind: String
        let detail: String
    }

    private(set) var relaxations: [Relaxation] = []
    private(set) var words: [Words] = []

    /// How hard each kind is; the order is a judgement, which the report shows by its order.
    private enum Price {
        static let extraPlace = 10
        static let reserveEducator = 20
        static let newAudit = 20
        static let car = 25
        static let longerTravel = 30
        static let waivedContrast = 40
        static let openPlacement = 50
        static let unlock = 60
    }

    /// The rules whose refusal can be got round, what that is called, and what it takes.
    private static let waivable: [(rule: PairRefusals, kind: String, price: Int, words: String)] = [
        (
            .educatorStageTooLow, "reserve_educator", Price.reserveEducator,
            "an educator of the stage it needs"
        ),
        (.auditExpired, "new_audit", Price.newAudit, "a new audit of the setting"),
        (.carNeeded, "car", Price.car, "a car for the student"),
        (
            .settingRepeated, "waived_contrast", Price.waivedContrast,
            "the waiver of the rule that a setting is not repeated"
        ),
    ]

    init(_ problem: MatchProblem, _ student: Int) {
        addPlaces(problem)
        addPairs(problem, student)
        addUnlocks(problem)
    }

    private mutating func add(_ kind: Relaxation.Kind, _ price: Int, _ name: String, _ detail: String) {
        relaxations.append(Relaxation(kind, price: price))
        words.append(Words(kind: name, detail: detail))
    }

    private mutating func addPlaces(_ problem: MatchProblem) {
        for (number, placement) in problem.inputs.placements.enumerated() where !placement.facts.isWithdrawn {
            let setting = Int32(clamping: number)
            if problem.instance.capacities[number] > 0 {
                let (kind, what) = Self.extraPlace(placement)
                add(
                    .extraPlace(setting: setting), Price.extraPlace, kind,
                    "\(what) (\(placement.hostName), \(placement.team))")
            } else {
                add(
                    .openSetting(setting), Price.openPlacement, "open_placement",
                    "\(placement.reference) (\(placement.hostName), \(placement.team)) opens with one place")
            }
        }
    }

    /// What one more place takes: a place, a slot of the educator, or both.
    private static func extraPlace(_ placement: MatchInputs.Placement) -> (kind: String, words: String) {
        guard let educator = placement.educator, let slots = placement.educatorSlots,
            slots <= placement.capacity
        else { return ("extra_place", "one more place at \(placement.reference)") }
        if slots < placement.capacity {
            return ("educator_slot", "one more slot of the educator \(educator) for \(placement.reference)")
        }
        return (
            "extra_place",
            "one more place at \(placement.reference), with one more slot of its educator \(educator)"
        )
    }

    private mutating func addPairs(_ problem: MatchProblem, _ student: Int) {
        let inputs = problem.inputs
        let limits = inputs.rules.rules.travel
        let unlisted =
            inputs.preferences.lazy.filter { $0.key.student == student }.map(\.value).max().map { $0 + 1 }
            ?? 1
        for placement in inputs.placements.indices {
            let verdict = inputs.verdict(student, placement)
            if verdict.isPossible { continue }
            guard let waiver = Self.waiver(verdict, inputs.students[student].facts.maxTravelMinutes, limits)
            else {
                continue
            }
            let key = MatchInputs.NumberPair(student, placement)
            // As the pair will be judged when what refuses it is settled.
            let pair = MatchingInstance.Pair(
                student: key.student, setting: key.placement, rank: inputs.preferences[key] ?? unlisted,
                problems: Int32(clamping: verdict.problems.count),
                travel: Int32(clamping: verdict.travel.minutes ?? limits.longAfterMinutes))
            let place = inputs.placements[placement]
            add(
                .extraPair(pair), waiver.price, waiver.kind,
                "\(waiver.words) for \(place.reference) (\(place.hostName), \(place.team))")
        }
    }

    /// How the refusals of a pair can be got round, if by one waiver.
    private static func waiver(
        _ verdict: PairVerdict, _ own: Int?, _ limits: TravelRules
    ) -> (kind: String, price: Int, words: String)? {
        for (rule, kind, price, words) in waivable where verdict.refusals == rule {
            return (kind, price, words)
        }
        guard verdict.refusals.isSubset(of: [.tooFar, .overOwnLimit]), let minutes = verdict.travel.minutes
        else {
            return nil
        }
        let limit = min(own ?? .max, limits[verdict.travel.mode].limitMinutes)
        let over = minutes - limit
        guard over <= MatchExplainer.extraMinutes else { return nil }
        return ("longer_travel", Price.longerTravel, "\(over) minutes more travel than the limit of \(limit)")
    }

    private mutating func addUnlocks(_ problem: MatchProblem) {
        for lock in problem.inputs.locks where !lock.isOnPlacement {
            let place = problem.inputs.placements[lock.placement].reference
            add(
                .unlock(student: Int32(clamping: lock.student)), Price.unlock, "unlock",
                "a student who is locked to \(place) may be moved")
        }
    }
}
