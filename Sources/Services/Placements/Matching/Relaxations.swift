import Domain
import Matching

/// What might be relaxed for a student, each with what it is in words; the cheaper ones are proposed first.
struct Relaxations {
    /// What a relaxation is.
    struct Words {
        let kind: String
        let detail: String
    }

    /// Something else about the student that would hold at every placement, with the particulars as they would be.
    struct Wish {
        let facts: PairStudent
        let price: Int
        let words: Words
    }

    /// What holds at one placement.
    private(set) var relaxations: [Relaxation] = []
    /// What holds at every placement: a car, a longer way.
    private(set) var wishes: [Wish] = []
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
        (
            .settingRepeated, "waived_contrast", Price.waivedContrast,
            "the waiver of the rule that a setting is not repeated"
        ),
    ]

    init(_ problem: MatchProblem, _ student: Int) {
        addPlaces(problem)
        addPairs(problem, student)
        addUnlocks(problem)
        addWishes(problem.inputs, student)
    }

    /// A car and a longer way change every journey of the student, not the one that is asked for alone.
    private mutating func addWishes(_ inputs: MatchInputs, _ student: Int) {
        let facts = inputs.students[student].facts
        if facts.hasCar != true {
            var driving = facts
            driving.hasCar = true
            wishes.append(
                Wish(
                    facts: driving, price: Price.car,
                    words: Words(kind: "car", detail: "a car for the student")))
        }
        guard let limit = facts.maxTravelMinutes else { return }
        let over = inputs.placements.indices.compactMap { placement -> Int? in
            let verdict = inputs.verdict(student, placement)
            guard verdict.refusals == .overOwnLimit, let minutes = verdict.travel.minutes else { return nil }
            return minutes - limit <= MatchExplainer.extraMinutes ? minutes - limit : nil
        }
        for minutes in Set(over).sorted() {
            var farther = facts
            farther.maxTravelMinutes = limit + minutes
            wishes.append(
                Wish(
                    facts: farther, price: Price.longerTravel,
                    words: Words(
                        kind: "longer_travel",
                        detail: "\(minutes) minutes more travel than the student's own limit of \(limit)")))
        }
    }

    private mutating func add(_ kind: Relaxation.Kind, _ price: Int, _ name: String, _ detail: String) {
        relaxations.append(Relaxation(kind, price: price))
        words.append(Words(kind: name, detail: detail))
    }

    private mutating func addPlaces(_ problem: MatchProblem) {
        for (number, placement) in problem.inputs.placements.enumerated() where !placement.facts.isWithdrawn {
            let setting = Int32(clamping: number)
            if problem.instance.capacities[number] > 0 {
                // What of place and slot it takes is known when everybody has moved.
                add(
                    .extraPlace(setting: setting), Price.extraPlace, "extra_place",
                    "one more place at \(placement.reference) (\(placement.hostName), \(placement.team))")
            } else {
                add(
                    .openSetting(setting), Price.openPlacement, "open_placement",
                    "\(placement.reference) (\(placement.hostName), \(placement.team)) opens with one place")
            }
        }
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
            guard let waiver = Self.waiver(verdict, limits) else { continue }
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
        _ verdict: PairVerdict, _ limits: TravelRules
    ) -> (kind: String, price: Int, words: String)? {
        for (rule, kind, price, words) in waivable where verdict.refusals == rule {
            return (kind, price, words)
        }
        guard verdict.refusals == .tooFar, let minutes = verdict.travel.minutes else { return nil }
        let limit = limits[verdict.travel.mode].limitMinutes
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
