/// Students and placements prepared for the rules, numbered from 0, for verdicts on millions of pairs.
///
/// What depends on one side only is worked out once. Each side is then a row of plain numbers and its lists are stretches
/// of one array, so that a verdict reads two rows and counts no references.
public struct PairTable: Sendable {
    /// The rules.
    public let rules: PairRules

    private let students: [StudentEntry]
    private let placements: [PlacementEntry]
    /// The lists of all of them, one after the other.
    private let pool: [Int32]
    private let car: Reach
    private let publicTransport: Reach
    private let longAfterMinutes: Int

    /// How long a journey by a mode takes, and may take.
    private struct Reach: Sendable {
        let mode: TravelMode
        let minutesPerKilometre: Double
        let fixedMinutes: Int
        let limitMinutes: Int

        init(_ mode: TravelMode, _ rules: TravelRules) {
            self.mode = mode
            minutesPerKilometre = rules[mode].minutesPerKilometre
            fixedMinutes = rules[mode].fixedMinutes
            limitMinutes = rules[mode].limitMinutes
        }
    }

    /// A yes, a no, or nobody knows.
    private enum Answer: UInt8, Sendable {
        case no, yes, unknown

        init(_ value: Bool?) { self = value.map { $0 ? .yes : .no } ?? .unknown }
    }

    private struct Stretch: Sendable {
        var start: Int32
        var end: Int32
    }

    private struct StudentEntry: Sendable {
        let term: Int32
        let days: Int32
        let ownLimit: Int32
        let refusals: PairRefusals
        let hasCar: Answer
        let isFinal: Bool
        let isClearanceMissing: Bool
        let isOnMap: Bool
        let x: Double
        let y: Double
        let z: Double
        let conflicts: Stretch
        /// Setting and organisation by turns; -1 for an organisation that is not known.
        let earlier: Stretch
        /// The same, of placements that have broken down.
        let brokeDown: Stretch
        let adjustments: Stretch
    }

    private struct PlacementEntry: Sendable {
        let organisation: Int32
        let team: Int32
        let setting: Int32
        let term: Int32
        let weekdays: Int32
        let forFirst: PairRules.Findings
        let forFinal: PairRules.Findings
        let needsCar: Bool
        let isTooSoonForClearance: Bool
        let isOnMap: Bool
        let x: Double
        let y: Double
        let z: Double
        let met: Stretch
        let partlyMet: Stretch
    }

    /// Prepares students and placements; their numbers are their places in the lists.
    public init(students: [PairStudent], placements: [PairPlacement], rules: PairRules) {
        self.rules = rules
        car = Reach(.car, rules.rules.travel)
        publicTransport = Reach(.publicTransport, rules.rules.travel)
        longAfterMinutes = rules.rules.travel.longAfterMinutes
        var pool: [Int32] = []
        self.students = students.map { Self.entry($0, rules.rules, &pool) }
        self.placements = placements.map { Self.entry($0, rules, &pool) }
        self.pool = pool
    }

    private static func keep(_ list: some Sequence<Int32>, _ pool: inout [Int32]) -> Stretch {
        let start = Int32(pool.count)
        pool.append(contentsOf: list)
        return Stretch(start: start, end: Int32(pool.count))
    }

    private static func entry(
        _ student: PairStudent, _ rules: PlacementRules, _ pool: inout [Int32]
    ) -> StudentEntry {
        StudentEntry(
            term: student.term,
            days: Int32(clamping: student.daysRequired ?? rules.daysRequired[student.stage] ?? 0),
            ownLimit: student.maxTravelMinutes.map { Int32(clamping: $0) } ?? .max,
            refusals: student.isWithdrawn ? .studentWithdrawn : [], hasCar: Answer(student.hasCar),
            isFinal: student.stage == .final, isClearanceMissing: student.clearance == .missing,
            isOnMap: student.home != nil, x: student.home?.x ?? 0, y: student.home?.y ?? 0,
            z: student.home?.z ?? 0, conflicts: keep(student.conflicts, &pool),
            earlier: keep(student.earlier.flatMap { [$0.setting, $0.organisation ?? -1] }, &pool),
            brokeDown: keep(student.brokeDown.flatMap { [$0.setting, $0.organisation ?? -1] }, &pool),
            adjustments: keep(student.adjustments, &pool))
    }

    private static func entry(
        _ placement: PairPlacement, _ rules: PairRules, _ pool: inout [Int32]
    ) -> PlacementEntry {
        let wait = rules.date.days(until: placement.dates.lowerBound)
        return PlacementEntry(
            organisation: placement.organisation, team: placement.team, setting: placement.setting,
            term: placement.term, weekdays: Int32(clamping: placement.weekdays),
            forFirst: rules.findings(placement, .first), forFinal: rules.findings(placement, .final),
            needsCar: placement.needsCar == true,
            isTooSoonForClearance: wait < rules.rules.dbsNeededWithinDays, isOnMap: placement.place != nil,
            x: placement.place?.x ?? 0, y: placement.place?.y ?? 0, z: placement.place?.z ?? 0,
            met: keep(placement.adjustmentsMet, &pool), partlyMet: keep(placement.adjustmentsPartlyMet, &pool)
        )
    }

    /// The number of students.
    public var studentCount: Int { students.count }

    /// The number of placements.
    public var placementCount: Int { placements.count }

    /// Whether a placement by itself, whoever the student, is closed to everybody of a stage.
    public func isClosed(_ placement: Int, to stage: PlacementStage) -> Bool {
        let entry = placements[placement]
        return !(stage == .final ? entry.forFinal : entry.forFirst).refusals.isEmpty
    }

    /// The verdict on a pair, by number.
    ///
    /// - Parameter given: the measured minutes of this journey, where there are any.
    public func verdict(
        _ student: Int, _ placement: Int, given: TravelEstimate.Given = .nothing
    ) -> PairVerdict {
        let (student, placement) = (students[student], placements[placement])
        let alone = student.isFinal ? placement.forFinal : placement.forFirst
        var refusals = student.refusals.union(alone.refusals)
        var problems = alone.problems
        if student.term != placement.term { refusals.insert(.otherTerm) }
        for conflict in list(student.conflicts)
        where conflict == placement.organisation || conflict == placement.team {
            refusals.insert(.conflictOfInterest)
        }
        for place in stride(from: student.earlier.start, to: student.earlier.end, by: 2)
        where pool[Int(place)] == placement.setting {
            problems.insert(.noContrast)
            if pool[Int(place) + 1] == placement.organisation { refusals.insert(.settingRepeated) }
        }
        for place in stride(from: student.brokeDown.start, to: student.brokeDown.end, by: 2)
        where pool[Int(place)] == placement.setting && pool[Int(place) + 1] == placement.organisation {
            refusals.insert(.brokeDownHere)
        }
        for adjustment in list(student.adjustments) where !list(placement.met).contains(adjustment) {
            if list(placement.partlyMet).contains(adjustment) {
                problems.insert(.adjustmentPartlyMet)
            } else {
                refusals.insert(.adjustmentImpossible)
            }
        }
        if student.isClearanceMissing {
            if placement.isTooSoonForClearance {
                refusals.insert(.dbsMissing)
            } else {
                problems.insert(.dbsPending)
            }
        }
        if placement.needsCar {
            switch student.hasCar {
            case .yes: break
            case .no: refusals.insert(.carNeeded)
            case .unknown: problems.insert(.carUnknown)
            }
        }
        if placement.weekdays < student.days { problems.insert(.tooShort) }
        let travel = travel(student, placement, given)
        if let minutes = travel.minutes {
            let limit = travel.mode == .car ? car.limitMinutes : publicTransport.limitMinutes
            if minutes > limit { refusals.insert(.tooFar) }
            if minutes > Int(student.ownLimit) { refusals.insert(.overOwnLimit) }
            if minutes > longAfterMinutes { problems.insert(.longTravel) }
        } else {
            problems.insert(.travelUnknown)
        }
        return PairVerdict(refusals: refusals, problems: problems, travel: travel)
    }

    private func list(_ stretch: Stretch) -> ArraySlice<Int32> {
        pool[Int(stretch.start)..<Int(stretch.end)]
    }

    /// As ``TravelEstimate/init(from:to:hasCar:given:rules:)``, from the rows.
    private func travel(
        _ student: StudentEntry, _ placement: PlacementEntry, _ given: TravelEstimate.Given
    ) -> TravelEstimate {
        let hasCar = student.hasCar == .yes
        if let measured = TravelEstimate(given: given, hasCar: hasCar) { return measured }
        let reach = hasCar ? car : publicTransport
        guard student.isOnMap, placement.isOnMap else {
            return TravelEstimate(minutes: nil, mode: reach.mode, isGiven: false)
        }
        let (east, side, up) = (student.x - placement.x, student.y - placement.y, student.z - placement.z)
        let kilometres = MapPoint.kilometres(squaredChord: east * east + side * side + up * up)
        let minutes = TravelEstimate.minutes(
            kilometres: kilometres, minutesPerKilometre: reach.minutesPerKilometre,
            fixedMinutes: reach.fixedMinutes)
        return TravelEstimate(minutes: minutes, mode: reach.mode, isGiven: false)
    }
}
