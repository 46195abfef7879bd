/// The figures of the rules for pairs on a day, each from a dated rule row.
public struct PlacementRules: Sendable, Hashable {
    /// The travel estimate and its limits.
    public var travel: TravelRules
    /// The lowest stage of practice educator for a first and for a final placement.
    public var educatorStageMinimum: [PlacementStage: Int]
    /// The stages whose placement needs statutory tasks.
    public var statutoryStages: Set<PlacementStage>
    /// Days to do where the student's record says nothing.
    public var daysRequired: [PlacementStage: Int]
    /// A placement that begins in fewer calendar days than this does not wait for a criminal-record check.
    public var dbsNeededWithinDays: Int
    /// The most placements that are looked at for a student, besides those asked for.
    public var nearestConsidered: Int
    /// The rule rows that these came from.
    public let rows: [Rule]

    /// Reads the rules in force on a day.
    ///
    /// - Throws: ``RuleError`` for one that is missing or cannot be read.
    public init(_ book: RuleBook, on date: CalendarDate) throws(RuleError) {
        var rows: [Rule] = []
        func integer(_ key: String) throws(RuleError) -> Int {
            let key = RuleKey(rawValue: "placement.\(key)")
            rows.append(try book.rule(key, on: date))
            return try book.integer(key, on: date)
        }
        func mode(_ mode: TravelMode) throws(RuleError) -> TravelRules.Mode {
            .init(
                detourPercent: try integer("travel_detour.\(mode.rawValue)"),
                kilometresPerHour: try integer("travel_speed.\(mode.rawValue)"),
                fixedMinutes: try integer("travel_fixed.\(mode.rawValue)"),
                limitMinutes: try integer("travel_limit.\(mode.rawValue)"))
        }
        travel = TravelRules(
            car: try mode(.car), publicTransport: try mode(.publicTransport),
            longAfterMinutes: try integer("long_travel_after"))
        educatorStageMinimum = [
            .first: try integer("educator_stage_minimum.first"),
            .final: try integer("educator_stage_minimum.final"),
        ]
        daysRequired = [
            .first: try integer("days_required.first"), .final: try integer("days_required.final"),
        ]
        let statutory = try book.rule("placement.statutory_tasks_for", on: date)
        rows.append(statutory)
        statutoryStages = Set(
            statutory.value.split(separator: ";").compactMap { PlacementStage(rawValue: String($0)) })
        dbsNeededWithinDays = try integer("dbs_needed_within")
        nearestConsidered = try integer("nearest_considered")
        self.rows = rows
    }
}
