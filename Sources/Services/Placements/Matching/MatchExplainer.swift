import Domain
import Matching

/// Turns what the engine can say about a student into words and references.
struct MatchExplainer {
    /// How many changes are told.
    static let changeCount = 3
    /// Minutes by which a limit of travel may be relaxed, one way.
    static let extraMinutes = 15

    private let problem: MatchProblem
    private let flow: EditableFlow
    private let own: Set<Int>?
    private let seesAdjustments: Bool
    /// The placements where the run decided that an educator's limit leaves places empty, by number.
    private let heldPlacements: Set<Int>

    private var inputs: MatchInputs { problem.inputs }

    /// - Parameters:
    ///   - decided: what the run decided for minimums and pairs, so that the flow arrives at its matching.
    ///   - own: the numbers of the students whom the operator may see; nil for everybody, who may then be named.
    init(
        _ problem: MatchProblem, decided: Restrictions?, own: Set<Int>?, seesAdjustments: Bool
    ) throws(ServiceError) {
        self.problem = problem
        self.own = own
        self.seesAdjustments = seesAdjustments
        var restrictions = problem.restrictions
        var held: Set<Int> = []
        if let decided {
            // The students with a lock stand before the holders here, and not at all where it was decided.
            let free = Int32(clamping: problem.open.instance.peopleCount)
            let locked = Int32(clamping: problem.inputs.locks.count)
            func here(_ student: Int32) -> Int32 { student < free ? student : student + locked }
            held = Set(decided.locked.filter { $0.student >= free }.map { Int($0.setting) })
            restrictions.closed += decided.closed
            restrictions.withdrawn += decided.withdrawn.map { here($0) }
            restrictions.locked += decided.locked.map {
                .init(student: here($0.student), setting: $0.setting)
            }
        }
        heldPlacements = held
        do {
            // What is relaxed may travel longer and have more problems than any pair of the instance.
            var limits = PackedCost.Limits(of: problem.instance)
            limits.travel = max(limits.travel, 1_440 + 60)
            limits.problems += 32
            limits.rank = max(limits.rank, (problem.inputs.preferences.values.max() ?? 0) + 1)
            flow = try EditableFlow(problem.instance, restrictions: restrictions, limits: limits)
        } catch {
            throw .badData("The match cannot be explained: \(error).")
        }
    }

    /// Why a student has no place: the students and places that prove it.
    func whyUnplaced(_ student: Int) -> StudentExplanation.WhyUnplaced? {
        why(flow.reasonUnplaced(student), student)
    }

    /// A reason in references.
    func why(_ reason: UnplacedReason?, _ student: Int) -> StudentExplanation.WhyUnplaced? {
        guard let reason else { return nil }
        if let place = JudgedPairs.placesOfPartners(inputs)[student] {
            return .init(
                kind: "partner_locked", students: 1, places: 0,
                settings: [inputs.placements[place].reference], educators: [])
        }
        switch reason {
        case .noAcceptablePlace:
            return .init(kind: "no_acceptable_place", students: 1, places: 0, settings: [], educators: [])
        case .notEnoughPlaces(let set):
            let hides = MatchSight.hides(set.students, from: own)
            let holders = Set(set.holders.flatMap { problem.instance.pairRange(of: Int($0)) })
            let held = Set(holders.map { Int(problem.instance.settings[$0]) })
                .union(set.settings.map { Int($0) }.filter { heldPlacements.contains($0) })
            let educators = problem.limits.filter { !held.isDisjoint(with: $0.placements) }.map(\.educator)
            return .init(
                kind: educators.isEmpty ? "not_enough_places" : "educator_full",
                students: hides ? nil : set.students.count, places: hides ? nil : set.places,
                settings: set.settings.filter { flow.capacity(of: Int($0)) > 0 }
                    .map { inputs.placements[Int($0)].reference },
                educators: educators)
        }
    }

    /// The placements that the rules refuse a student, of all those of the term.
    func refused(_ student: Int) -> [StudentExplanation.Refused] {
        inputs.placements.indices.compactMap { placement in
            let verdict = inputs.verdict(student, placement)
            if verdict.isPossible { return nil }
            let shown =
                seesAdjustments ? verdict.refusals : verdict.refusals.subtracting(PairRefusals.confidential)
            return .init(
                placementRef: inputs.placements[placement].reference,
                reasons: shown.isEmpty ? ["not_possible"] : shown.codes)
        }
    }

    /// The placements with a better rank than the present one, and what each would cost.
    ///
    /// - Parameters:
    ///   - instance: who may go where; more than what was solved where that leaves journeys out.
    ///   - isPriced: whether the cost is told.
    func preferred(
        _ student: Int, over place: Int?, of instance: MatchingInstance, isPriced: Bool
    ) -> [StudentExplanation.Alternative] {
        let held =
            place.flatMap { instance.indexOfPair(student: student, setting: $0) }
            .map { Int(instance.ranks[$0]) } ?? .max
        var better: [(rank: Int, placement: Int)] = []
        for index in instance.pairRange(of: student) {
            let placement = Int(instance.settings[index])
            let rank = Int(instance.ranks[index])
            let key = MatchInputs.NumberPair(student, placement)
            if inputs.preferences[key] != nil, rank < held, placement != place {
                better.append((rank, placement))
            }
        }
        return better.sorted { $0 < $1 }.map { rank, placement in
            StudentExplanation.Alternative(
                placementRef: inputs.placements[placement].reference, rank: rank,
                price: isPriced ? flow.priceOfPlacing(student, at: placement).map { objective($0) } : nil)
        }
    }

    /// The smallest changes that place a student.
    func smallestChanges(_ student: Int) -> [StudentExplanation.Change] {
        let offers = Relaxations(problem, student)
        // One more slot of an educator is found once for each of her placements.
        let alike = min(20, problem.limits.reduce(0) { $0 + $1.placements.count - 1 })
        var found = flow.smallestChanges(
            placing: student, relaxations: offers.relaxations, count: Self.changeCount + alike
        ).map { change in
            let words = words(of: change, offers.words[change.index])
            return Found(
                price: change.relaxation.price, change: change.objectiveChange, words: words,
                moves: change.moves.filter { Int($0.student) < inputs.students.count })
        }
        found += offers.wishes.compactMap { trial(of: $0, for: student) }
        var isTold: Set<String> = []
        return found.enumerated()
            .sorted { ($0.1.price, $0.1.change, $0.0) < ($1.1.price, $1.1.change, $1.0) }
            .filter { isTold.insert($0.1.words.detail).inserted }.prefix(Self.changeCount)
            .map { _, found in
                StudentExplanation.Change(
                    kind: found.words.kind, detail: found.words.detail,
                    objectiveChange: objective(found.change), moves: found.moves.map { step($0) })
            }
    }

    /// A change that places the student, before it is told.
    private struct Found {
        let price: Int
        let change: Objective
        let words: Relaxations.Words
        let moves: [Move]
    }

    /// What one more place takes once everybody has moved: a place, a slot of the educator, or both.
    private func words(of change: SmallestChange, _ plain: Relaxations.Words) -> Relaxations.Words {
        guard case .extraPlace(let setting) = change.relaxation.kind else { return plain }
        let number = Int(setting)
        let placement = inputs.placements[number]
        guard let slots = placement.educatorSlots, let educator = placement.educator else { return plain }
        var place = Dictionary(
            uniqueKeysWithValues: inputs.students.indices.map { ($0, flow.setting(of: $0)) })
        for move in change.moves where Int(move.student) < inputs.students.count {
            place[Int(move.student)] = move.to
        }
        let limit = problem.limits.first { $0.placements.contains(number) }
        let own = Set((limit?.placements ?? [number]).map { Int32(clamping: $0) })
        let needsPlace = place.values.count { $0 == setting } > placement.capacity
        let needsSlot = place.values.count { own.contains($0) } > slots
        let title = "\(placement.hostName), \(placement.team)"
        switch (needsPlace, needsSlot) {
        case (false, true) where limit != nil:
            return .init(kind: "educator_slot", detail: "one more slot of the educator \(educator)")
        case (false, true):
            return .init(
                kind: "educator_slot",
                detail: "one more slot of the educator \(educator) for \(placement.reference) (\(title))")
        case (true, true):
            return .init(
                kind: "extra_place",
                detail:
                    "one more place at \(placement.reference), with one more slot of its educator \(educator) (\(title))"
            )
        default: return plain
        }
    }

    /// What becomes of a student about whom something else holds at every placement; nil when that places nobody or
    /// somebody else lost a place by it.
    private func trial(of wish: Relaxations.Wish, for student: Int) -> Found? {
        var alone = inputs
        alone.students[student].facts = wish.facts
        alone.keepOnly(student)
        var rows: [Int32: MatchingInstance.Pair] = [:]
        let bound = JudgedPairs.placesOfPartners(inputs)[student]
        for var row in JudgedPairs(alone).rows where bound == nil || bound == Int(row.setting) {
            row.student = Int32(clamping: student)
            if problem.moveWeight > 0, let held = problem.kept[student], held != Int(row.setting) {
                row.problems += problem.moveWeight
            }
            rows[row.setting] = row
        }
        let trial = flow.copy()
        do {
            for index in problem.instance.pairRange(of: student) {
                let setting = problem.instance.settings[index]
                if let row = rows.removeValue(forKey: setting) {
                    try trial.changePair(row)
                } else {
                    try trial.removePair(student: student, setting: Int(setting))
                }
            }
            for row in rows.values.sorted(by: { $0.setting < $1.setting }) { try trial.addPair(row) }
        } catch {
            return nil
        }
        let now = inputs.students.indices.map { flow.setting(of: $0) }
        let then = inputs.students.indices.map { trial.setting(of: $0) }
        guard then[student] >= 0, zip(now, then).allSatisfy({ $0 < 0 || $1 >= 0 }) else { return nil }
        let moved = inputs.students.indices.filter { now[$0] != then[$0] }
        return Found(
            price: wish.price, change: trial.objective - flow.objective, words: wish.words,
            moves: chain(
                moved.map { Move(student: Int32(clamping: $0), from: now[$0], to: then[$0]) }, student)
        )
    }

    /// Moves with this student's first and each next one making way for the one before, as far as they do.
    private func chain(_ moves: [Move], _ student: Int) -> [Move] {
        var rest = moves
        var sorted: [Move] = []
        while let next = rest.firstIndex(where: {
            sorted.isEmpty ? Int($0.student) == student : $0.from == sorted.last?.to
        }) {
            sorted.append(rest.remove(at: next))
        }
        return sorted + rest
    }

    private func step(_ move: Move) -> StudentExplanation.Step {
        func name(_ setting: Int32) -> String? {
            setting < 0 ? nil : inputs.placements[Int(setting)].reference
        }
        return .init(
            studentRef: own == nil ? inputs.students[Int(move.student)].reference : nil,
            from: name(move.from),
            to: name(move.to))
    }

    /// A change of the objective, without what moves weigh in it.
    private func objective(_ change: Objective) -> MatchObjective {
        MatchObjective(problem.changeWithoutMoves(change))
    }
}

extension MatchProblem {
    /// A difference of two objectives of the instance, without what moves weigh in its problems.
    func changeWithoutMoves(_ change: Objective) -> Objective {
        guard moveWeight > 0 else { return change }
        let weight = Int(moveWeight)
        var plain = change
        plain.problems %= weight
        // A remainder past half the weight is a move more with fewer problems, or the other way round.
        if plain.problems > weight / 2 { plain.problems -= weight }
        if plain.problems < -weight / 2 { plain.problems += weight }
        return plain
    }
}
