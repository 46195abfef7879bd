import Domain
import Testing

/// Rules with the figures of the reference data, and the terms of a placement from Monday 3 October 2022.
enum PracticeFixture {
    static let codes: [String: (String, String)] = [
        "practice.days_a_week": ("5", "days"), "practice.minutes_a_day": ("450", "minutes"),
        "practice.minutes_a_day_maximum": ("780", "minutes"),
        "placement.days_required.first": ("70", "days"), "placement.days_required.final": ("100", "days"),
        "placement.nursing_hours_simulated_maximum": ("600", "hours"),
        "placement.skills_days_required": ("30", "days"),
        "practice.agreement_due_before_start": ("5", "working_days"),
        "practice.midway_due_after_half": ("5", "working_days"),
        "practice.final_report_due_after_end": ("10", "working_days"),
        "practice.forms_due_after_end": ("20", "working_days"),
        "practice.at_risk_absence_streak": ("3", "days"), "practice.at_risk_days_behind": ("5", "days"),
    ]

    static func book(without missing: String? = nil) throws -> RuleBook {
        let start = try day("2000-01-01")
        return try RuleBook(
            rules: codes.filter { $0.key != missing }.map { key, value in
                Rule(
                    key: RuleKey(rawValue: key), value: value.0, unit: value.1, effectiveFrom: start,
                    effectiveTo: nil, source: "test", checkedOn: start)
            })
    }

    static func rules() throws -> PracticeRules { try PracticeRules(try book(), on: try day("2022-10-01")) }

    /// So many days to do, started as planned.
    static func terms(
        days: Int, from start: String = "2022-10-03", weekdays: String = "12345", ended: String? = nil
    ) throws -> PracticeTerms {
        PracticeTerms(
            unit: .halfDays, required: days * 2, aDay: 2, simulatedLimit: 0,
            pattern: try #require(PracticePattern(digits: weekdays)), startsOn: try day(start),
            startedOn: try day(start), endedOn: try ended.map { try day($0) })
    }

    /// Whole days worked (`w`), half days (`h`), absences (`a`) and skills days (`s`) on dates.
    static func register(_ entries: [(String, Character)]) throws -> [PracticeDay] {
        try entries.map { on, letter in
            let kind: PracticeDayKind = letter == "a" ? .absent : letter == "s" ? .skills : .worked
            return PracticeDay(
                on: try day(on), kind: kind, amount: letter == "a" ? 0 : letter == "h" ? 1 : 2)
        }
    }

    static func ledger(
        _ entries: [(String, Character)], _ terms: PracticeTerms, asOf: String
    ) throws -> PracticeLedger {
        try PracticeLedger(
            try register(entries), terms, asOf: try day(asOf), calendar: try wideCalendar())
    }
}
