public import Domain

/// What was wrong about somebody in a post; everything left nil stays as it is.
public struct AssignmentCorrection: Sendable, Hashable {
    /// What an assignment may be without, and can therefore be taken out.
    public enum Clearable: String, Sendable, CaseIterable {
        /// With the end go the reason, the destination and what the exit interview was about.
        case end
        case destination, candidate, route
        case qualifiedOn = "qualified_on"
        case coverUntil = "cover_until"
        case coverPlan = "cover_plan"
        /// What was counted of them on ``countedOn``.
        case cases
        case daysLost = "days_lost"
    }

    /// Employee or agency.
    public var kind: Assignment.Kind?
    /// Contracted hours over standard hours, above 0 and at most 1.
    public var fte: FTE?
    /// The first day.
    public var startsOn: CalendarDate?
    /// The last day, inclusive.
    public var endsOn: CalendarDate?
    /// Why they left, a code of the list `leaving_reason`.
    public var leavingReason: String?
    /// Where they went, a code of the list `destination`; only for who may see people.
    public var destination: String?
    /// The candidate who started here.
    public var candidate: String?
    /// How they came, a code of the list `route`.
    public var route: String?
    /// When they qualified.
    public var qualifiedOn: CalendarDate?
    /// Of agency: until when it is planned.
    public var coverUntil: CalendarDate?
    /// Of agency: what is to follow it.
    public var coverPlan: String?
    /// The day on which the cases and days lost were counted.
    public var countedOn: CalendarDate?
    /// Cases held at its close, at most ``AssignmentCount/mostCases``.
    public var cases: Int?
    /// Working days lost in the twelve months up to it, or since the start where that is later; at most
    /// ``AssignmentCount/mostDaysLost``.
    public var daysLost: FTE?
    /// What it is without after all.
    public var cleared: Set<Clearable> = []

    /// Corrects nothing yet.
    public init() {}

    /// Everything but the candidate, who is looked up.
    func apply(to record: inout AssignmentRecord) {
        func value<Value>(_ given: Value?, _ kept: Value?, _ field: Clearable) -> Value? {
            cleared.contains(field) ? nil : given ?? kept
        }
        record.kind = kind ?? record.kind
        record.fte = fte ?? record.fte
        record.startedOn = startsOn ?? record.startedOn
        record.endedOn = value(endsOn, record.endedOn, .end)
        record.leavingReason = value(leavingReason, record.leavingReason, .end)
        record.destination =
            cleared.contains(.end) ? nil : value(destination, record.destination, .destination)
        if cleared.contains(.end) { record.exitThemes = [] }
        record.route = value(route, record.route, .route)
        record.qualifiedOn = value(qualifiedOn, record.qualifiedOn, .qualifiedOn)
        record.coverUntil = value(coverUntil, record.coverUntil, .coverUntil)
        record.coverPlan = value(coverPlan, record.coverPlan, .coverPlan)
    }
}
