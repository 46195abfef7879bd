import Domain
import Matching

/// Explains the places of a run in the terms of what the run sought.
struct RunExplainer {
    /// What cannot be told of such a run, and what to ask instead; nil where everything can.
    let note: String?

    private let goal: MatchGoal
    private let problem: MatchProblem
    private let places: [Int?]
    private let mayName: Bool
    private let explainer: MatchExplainer

    private var inputs: MatchInputs { problem.inputs }

    /// - Parameters:
    ///   - places: the placement of each student in the run, by number.
    ///   - proof: what the run stored; nil when the records have changed since.
    ///   - own: the numbers of the students whom the operator may see; nil for everybody, who may then be named.
    init(
        _ goal: MatchGoal, _ problem: MatchProblem, places: [Int?], proof: StoredProof?, own: Set<Int>?,
        seesAdjustments: Bool
    ) throws(ServiceError) {
        self.goal = goal
        self.problem = problem
        self.places = places
        mayName = own == nil
        var solved = problem
        switch goal {
        case .lexicographic: note = nil
        case .stable:
            note =
                "In a stable run the hosts decide as well: it is told who stands before the student. What a change would do, ask of a run with --objective lexicographic."
        case .rankProfile:
            note =
                "What a change or another placement would cost is told in the order of --objective lexicographic, which this run did not seek; make such a run to ask it."
        case .worstOffFirst:
            let limit: Int
            if case .worstOff(let proof) = proof {
                limit = proof.limit
            } else {
                do {
                    limit = try WorstOffFlow.solve(problem.open.instance).limit
                } catch {
                    throw .badData("The match cannot be explained: \(error).")
                }
            }
            solved = problem.within(minutes: limit)
            note =
                "The longest journey in this run is \(limit) minutes; a placement farther away cannot be had without making somebody's longer."
        }
        explainer = try MatchExplainer(
            solved, decided: proof?.restrictions, own: own, seesAdjustments: seesAdjustments)
    }

    /// Why a student has no place; nil where one is free by now.
    func whyUnplaced(_ student: Int) -> StudentExplanation.WhyUnplaced? {
        switch goal {
        case .lexicographic, .worstOffFirst: return explainer.whyUnplaced(student)
        case .rankProfile: return explainer.why(problem.reasonUnplaced(student, in: places), student)
        case .stable:
            let hosts = hosts(student)
            if hosts.contains(where: { $0.why == .wouldRather }) { return nil }
            if hosts.isEmpty { return explainer.why(.noAcceptablePlace, student) }
            return .init(
                kind: "hosts_prefer_others", students: 1, places: 0, settings: hosts.map(\.placementRef),
                educators: [])
        }
    }

    /// The placements that the rules refuse a student.
    func refused(_ student: Int) -> [StudentExplanation.Refused] { explainer.refused(student) }

    /// The placements that a student would rather have, with what each would cost where that can be told.
    func preferred(_ student: Int) -> [StudentExplanation.Alternative] {
        let isPriced = goal == .lexicographic || goal == .worstOffFirst
        return explainer.preferred(student, over: places[student], of: problem.instance, isPriced: isPriced)
    }

    /// The smallest changes that place a student; none where they cannot be told.
    func smallestChanges(_ student: Int) -> [StudentExplanation.Change] {
        goal == .lexicographic || goal == .worstOffFirst ? explainer.smallestChanges(student) : []
    }

    /// How the hosts stand to a student in a stable run: of the placements that the student would rather have.
    func hosts(_ student: Int) -> [StudentExplanation.Host] {
        guard goal == .stable else { return [] }
        let instance = problem.instance
        let held = places[student].flatMap { problem.pair(student, $0) }.map { instance.ranks[$0] } ?? .max
        let wanted = instance.pairRange(of: student).filter { instance.ranks[$0] < held }
        let locked = Set(inputs.locks.map(\.student))
        return wanted.sorted { (instance.ranks[$0], $0) < (instance.ranks[$1], $1) }.map { pair in
            let placement = Int(instance.settings[pair])
            let there = places.indices.filter { places[$0] == placement }
            // Who is locked does not make way for anybody.
            let bands = there.filter { !locked.contains($0) }.compactMap { other in
                problem.pair(other, placement).map { Int(instance.bands[$0]) }
            }
            let band = Int(instance.bands[pair])
            let why: StudentExplanation.Host.Why
            if there.isEmpty, inputs.placements[placement].minimum > 1 {
                why = .closed
            } else if there.count < Int(instance.capacities[placement]) {
                why = .wouldRather
            } else if let worst = bands.max() {
                why = band < worst ? .wouldRather : band == worst ? .hostIndifferent : .hostPrefersOthers
            } else {
                why = .locked
            }
            return StudentExplanation.Host(
                placementRef: inputs.placements[placement].reference, rank: Int(instance.ranks[pair]),
                band: mayName ? band : nil, worstBand: mayName ? bands.max() : nil, why: why)
        }
    }
}

extension MatchProblem {
    /// Why a student has no place in certain places: the students and placements that can be reached by making way, as
    /// long as there is no room among them.
    ///
    /// The proof holds whatever the places were sought for, as long as no more students can be placed.
    func reasonUnplaced(_ student: Int, in places: [Int?]) -> UnplacedReason? {
        let locked = Set(inputs.locks.map(\.student))
        var room = instance.capacities.map { Int($0) }
        var occupants: [Int: [Int]] = [:]
        for (student, place) in places.enumerated() {
            guard let place else { continue }
            if locked.contains(student) {
                room[place] -= 1
            } else {
                occupants[place, default: []].append(student)
            }
        }
        var students = [student]
        var isFound: Set<Int> = [student]
        var settings: Set<Int> = []
        var next = 0
        while next < students.count {
            for pair in instance.pairRange(of: students[next]) {
                let setting = Int(instance.settings[pair])
                guard settings.insert(setting).inserted else { continue }
                let there = occupants[setting] ?? []
                if there.count < room[setting] { return nil }
                for other in there where isFound.insert(other).inserted { students.append(other) }
            }
            next += 1
        }
        let places = settings.reduce(0) { $0 + room[$1] }
        if places == 0 { return .noAcceptablePlace }
        return .notEnoughPlaces(
            HallSet(
                students: students.sorted().map { Int32(clamping: $0) },
                settings: settings.sorted().map { Int32(clamping: $0) }, places: places))
    }
}
