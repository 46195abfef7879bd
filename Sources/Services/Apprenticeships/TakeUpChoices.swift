public import Domain
public import FoundationEssentials

/// What a take-up report is asked.
public struct TakeUpChoices: Sendable, Hashable {
    /// The first day; that of the last whole financial year when nil.
    public var from: CalendarDate?
    /// The last day.
    public var to: CalendarDate?
    /// Of this organisation only.
    public var organisation: String?
    /// Of this role only.
    public var role: String?
    /// Of this level only.
    public var level: Int?
    /// Of this standard only.
    public var standard: String?
    /// Whether the same period a year before stands beside it.
    public var comparesLastYear = false
    /// The smallest count above 0 that is shown; all are when nil.
    public var threshold: Int?
    /// Whether counts are rounded to the nearest five.
    public var roundsToFive = false
    /// What was true on this day.
    public var asOf: CalendarDate?
    /// As known at this instant.
    public var asAt: Date?

    /// The whole partnership in its last whole financial year.
    public init() {}

    /// Whether it hides small counts, as what is published does.
    var isForPublication: Bool { threshold != nil || roundsToFive }

    /// Whether only a part of the apprentices is asked about.
    public var isFiltered: Bool { organisation != nil || countsPartOfStaff }

    /// Whether the apprentices are a part of those whom a headcount counts.
    var countsPartOfStaff: Bool { role != nil || level != nil || standard != nil }

    /// The choices by name, for the archive.
    var named: [String: String] {
        var named: [String: String] = [:]
        if let organisation { named["organisation"] = organisation }
        if let role { named["role"] = role }
        if let level { named["level"] = String(level) }
        if let standard { named["standard"] = standard }
        if comparesLastYear { named["compare"] = "last-year" }
        if let threshold { named["threshold"] = String(threshold) }
        if roundsToFive { named["round_to"] = "5" }
        return named
    }
}
