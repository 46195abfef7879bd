import Domain

/// Rules with the figures of the reference data, and invented students and placements for them to judge.
enum InventedRules {
    private static let figures = [
        "travel_detour.car": "130", "travel_speed.car": "50", "travel_fixed.car": "5",
        "travel_limit.car": "90", "travel_detour.public_transport": "140",
        "travel_speed.public_transport": "28", "travel_fixed.public_transport": "15",
        "travel_limit.public_transport": "120", "long_travel_after": "75",
        "educator_stage_minimum.first": "1", "educator_stage_minimum.final": "2",
        "days_required.first": "70", "days_required.final": "100", "statutory_tasks_for": "final",
        "dbs_needed_within": "14", "nearest_considered": "60",
    ]

    /// 12 September 2022 to 24 February 2023, in days since 1970.
    private static let term =
        CalendarDate(daysSinceEpoch: 19_247)...CalendarDate(daysSinceEpoch: 19_412)

    static func make() throws -> PairRules {
        let start = CalendarDate(daysSinceEpoch: 10_957)
        let today = CalendarDate(daysSinceEpoch: 19_144)
        let book = try RuleBook(
            rules: figures.map { key, value in
                Rule(
                    key: RuleKey(rawValue: "placement.\(key)"), value: value, unit: "", effectiveFrom: start,
                    effectiveTo: nil, source: "invented", checkedOn: start)
            })
        return PairRules(try PlacementRules(book, on: today), on: today)
    }

    /// Every second student is in the final placement.
    static func stage(_ number: Int) -> PlacementStage { number.isMultiple(of: 2) ? .first : .final }

    static func student(_ number: Int, at home: MapPoint?) -> PairStudent {
        var student = PairStudent(stage: stage(number), term: 1)
        student.home = home
        student.hasCar = !number.isMultiple(of: 3)
        student.clearance = number.isMultiple(of: 17) ? .missing : .cleared
        if number.isMultiple(of: 11) { student.conflicts = [Int32(number % 40)] }
        if !number.isMultiple(of: 2) {
            student.earlier = [.init(setting: Int32(number % 8), organisation: Int32(number % 40))]
        }
        if number.isMultiple(of: 13) { student.adjustments = [Int32(number % 3)] }
        if number.isMultiple(of: 5) { student.maxTravelMinutes = 60 }
        return student
    }

    static func placement(_ number: Int, at place: MapPoint?) -> PairPlacement {
        var placement = PairPlacement(
            organisation: Int32(number % 40), team: Int32(1_000 + number), setting: Int32(number % 8),
            term: 1,
            termDates: term, dates: term)
        placement.isStatutory = !number.isMultiple(of: 4)
        placement.hasEducator = true
        placement.educatorStage = number.isMultiple(of: 3) ? 1 : 2
        placement.needsCar = number.isMultiple(of: 6)
        placement.place = place
        placement.adjustmentsMet = number.isMultiple(of: 2) ? [0, 1] : []
        placement.adjustmentsPartlyMet = number.isMultiple(of: 5) ? [2] : []
        return placement
    }
}
