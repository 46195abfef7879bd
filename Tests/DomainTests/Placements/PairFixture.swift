import Domain
import Testing

/// Rules with the figures of the reference data, and a student and a placement that no rule has anything against.
enum PairFixture {
    static let codes = [
        "travel_detour.car": "130", "travel_speed.car": "50", "travel_fixed.car": "5",
        "travel_limit.car": "90", "travel_detour.public_transport": "140",
        "travel_speed.public_transport": "28", "travel_fixed.public_transport": "15",
        "travel_limit.public_transport": "120", "long_travel_after": "75",
        "educator_stage_minimum.first": "1", "educator_stage_minimum.final": "2",
        "days_required.first": "70", "days_required.final": "100", "statutory_tasks_for": "final",
        "dbs_needed_within": "14", "nearest_considered": "60",
    ]

    static func book(without missing: String? = nil) throws -> RuleBook {
        let start = try day("2000-01-01")
        return try RuleBook(
            rules: codes.filter { $0.key != missing }.map { key, value in
                Rule(
                    key: RuleKey(rawValue: "placement.\(key)"), value: value, unit: "", effectiveFrom: start,
                    effectiveTo: nil, source: "test", checkedOn: start)
            })
    }

    static func rules(on date: String = "2022-06-01") throws -> PairRules {
        let date = try day(date)
        return PairRules(try PlacementRules(try book(), on: date), on: date)
    }

    static func student(_ stage: PlacementStage = .final) -> PairStudent {
        var student = PairStudent(stage: stage, term: 1)
        student.home = MapPoint(latitude: 52.19, longitude: -2.22)
        student.hasCar = true
        student.clearance = .cleared
        return student
    }

    /// From 12 September 2022 to 24 February 2023: 24 weeks.
    static func placement() throws -> PairPlacement {
        var placement = PairPlacement(
            organisation: 1, team: 101, setting: 5, term: 1,
            termDates: try day("2022-09-12")...day("2023-02-24"),
            dates: try day("2022-09-12")...day("2023-02-24"))
        placement.isStatutory = true
        placement.hasEducator = true
        placement.educatorStage = 2
        placement.educatorCurrentUntil = try day("2024-07-31")
        placement.auditedUntil = try day("2024-07-31")
        placement.needsCar = false
        placement.place = MapPoint(latitude: 52.20, longitude: -2.20)
        return placement
    }
}
