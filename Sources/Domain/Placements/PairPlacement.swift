/// What the rules for pairs need to know of a placement. Codes are numbers, as in ``PairStudent``.
public struct PairPlacement: Sendable, Hashable {
    /// The number of the host.
    public var organisation: Int32
    /// The number of the team.
    public var team: Int32
    /// The number of the setting.
    public var setting: Int32
    /// The number of the term.
    public var term: Int32
    /// The first and the last day of the term.
    public var termDates: ClosedRange<CalendarDate>
    /// The first and the last day of the placement.
    public var dates: ClosedRange<CalendarDate>
    /// Whether it has statutory tasks involving legal interventions, if that is known.
    public var isStatutory: Bool?
    /// Whether a practice educator is named.
    public var hasEducator: Bool
    /// The educator's stage, 1 or 2, if that is known.
    public var educatorStage: Int?
    /// The last day on which the educator is current, if that is known.
    public var educatorCurrentUntil: CalendarDate?
    /// The last day of the audit of the setting, if that is known.
    public var auditedUntil: CalendarDate?
    /// Whether the student needs a car, if that is known.
    public var needsCar: Bool?
    /// Where it is, if that is known.
    public var place: MapPoint?
    /// Whether the host has withdrawn it by the day of the match.
    public var isWithdrawn: Bool
    /// Numbers of the adjustments that it can meet.
    public var adjustmentsMet: [Int32]
    /// Numbers of the adjustments that it can meet in part.
    public var adjustmentsPartlyMet: [Int32]

    /// Makes a placement about which nothing but the required is known.
    public init(
        organisation: Int32, team: Int32, setting: Int32, term: Int32, termDates: ClosedRange<CalendarDate>,
        dates: ClosedRange<CalendarDate>
    ) {
        self.organisation = organisation
        self.team = team
        self.setting = setting
        self.term = term
        self.termDates = termDates
        self.dates = dates
        isStatutory = nil
        hasEducator = false
        educatorStage = nil
        educatorCurrentUntil = nil
        auditedUntil = nil
        needsCar = nil
        place = nil
        isWithdrawn = false
        adjustmentsMet = []
        adjustmentsPartlyMet = []
    }

    /// The days from Monday to Friday between the first and the last day, both included.
    var weekdays: Int {
        let first = Int(dates.lowerBound.daysSinceEpoch)
        let last = Int(dates.upperBound.daysSinceEpoch)
        return Self.weekdays(before: last + 1) - Self.weekdays(before: first)
    }

    /// Days from Monday to Friday since a Monday long ago and before a day, counted from 1970-01-01, a Thursday.
    private static func weekdays(before day: Int) -> Int {
        let sinceMonday = day + 3
        let weeks = sinceMonday >= 0 ? sinceMonday / 7 : (sinceMonday - 6) / 7
        return weeks * 5 + min(sinceMonday - weeks * 7, 5)
    }
}
