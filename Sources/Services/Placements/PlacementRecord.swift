public import Domain
import FoundationEssentials
import Postgres

/// What a host offers for a term.
public struct PlacementRecord: Sendable, Codable, Hashable {
    /// The host.
    public var organisation: String
    /// The reference.
    public var placementRef: String
    /// The team.
    public var team: String
    /// The setting, such as `hospital`.
    public var setting: String
    /// The code of the term.
    public var term: String
    /// How many students it has room for; none when it is closed.
    public var capacity: Int
    /// How many there have to be for it to open.
    @ExplicitNull public var minimum: Int?
    /// Whether it has statutory tasks involving legal interventions.
    @ExplicitNull public var statutory: Bool?
    /// The practice educator.
    @ExplicitNull public var educatorRef: String?
    /// The educator's stage, 1 or 2, also of one who is still to be named.
    @ExplicitNull public var educatorStage: Int?
    /// Who supervises on the site.
    @ExplicitNull public var onSiteSupervisor: String?
    /// The first day.
    public var startsOn: CalendarDate
    /// The last day, that day included.
    public var endsOn: CalendarDate
    /// Degrees north.
    @ExplicitNull public var latitude: Double?
    /// Degrees east.
    @ExplicitNull public var longitude: Double?
    /// Whether the student needs a car.
    @ExplicitNull public var carNeeded: Bool?
    /// Adjustments it can meet, with `:partly` behind those that it can meet in part.
    public var adjustments: [String]
    /// The last day of the audit of the setting.
    @ExplicitNull public var auditedUntil: CalendarDate?
    /// The day on which the host withdrew it.
    @ExplicitNull public var withdrawnOn: CalendarDate?
}

/// A placement of the database.
struct PlacementRow: Sendable {
    let id: UUID
    let version: Int
    let record: PlacementRecord
    /// The last day on which the educator is current.
    let educatorCurrentUntil: CalendarDate?

    /// What the query of ``Work/placements(where:on:)`` selects.
    typealias Columns = (
        UUID, Int, String, String, String, String, String, Int, Int?, Bool?, String?, Int?, String?,
        CalendarDate, CalendarDate, Double?, Double?, Bool?, CalendarDate?, CalendarDate?, [String],
        CalendarDate?
    )

    init(_ row: Columns) {
        id = row.0
        version = row.1
        record = PlacementRecord(
            organisation: row.2, placementRef: row.3, team: row.4, setting: row.5, term: row.6,
            capacity: row.7, minimum: row.8, statutory: row.9, educatorRef: row.10, educatorStage: row.11,
            onSiteSupervisor: row.12, startsOn: row.13, endsOn: row.14, latitude: row.15, longitude: row.16,
            carNeeded: row.17, adjustments: row.20.sorted(), auditedUntil: row.18, withdrawnOn: row.19)
        educatorCurrentUntil = row.21
    }
}

extension Work {
    /// Placements with everything about them, for a condition on `placement`, in the order of their references.
    func placements(where condition: SQL, on db: isolated PostgresConnection) throws -> [PlacementRow] {
        try db.query(
            """
            select placement.placement_id, placement.version, host.code, placement.reference, placement.team,
                   placement.setting, term.code, placement.capacity, placement.minimum, placement.statutory,
                   educator.reference, coalesce(educator.stage, placement.educator_stage),
                   placement.on_site_supervisor, placement.starts_on, placement.ends_on, placement.latitude,
                   placement.longitude, placement.car_needed, placement.audited_until, placement.withdrawn_on,
                   \(Self.placementAdjustments), educator.current_until
            from \(Self.placementTables)
            where placement.partnership_id = \(partnership.id) and \(condition)
            order by placement.reference collate "C"
            """, as: PlacementRow.Columns.self
        ).map { PlacementRow($0) }
    }

    /// Placements with their hosts, terms and educators.
    static var placementTables: SQL {
        """
        berth.placement
        join berth.organisation as host
            on host.partnership_id = placement.partnership_id and host.organisation_id = placement.organisation_id
        join berth.placement_term as term
            on term.partnership_id = placement.partnership_id and term.term_id = placement.term_id
        left join berth.practice_educator as educator
            on educator.partnership_id = placement.partnership_id
           and educator.educator_id = placement.educator_id
        """
    }

    static var placementAdjustments: SQL {
        """
        array(
            select able.adjustment || case when able.in_part then ':partly' else '' end
            from berth.placement_adjustment as able
            where able.partnership_id = placement.partnership_id and able.placement_id = placement.placement_id
            order by able.adjustment collate "C")
        """
    }

    /// The placement with a reference.
    func placement(_ reference: String, on db: isolated PostgresConnection) throws -> PlacementRow {
        let found = try placements(where: "placement.reference_key = \(Reference.key(reference))", on: db)
        guard let placement = found.first else {
            throw ServiceError.notFound(
                "There is no placement \(reference) in \(partnership.name); see berth placement list.")
        }
        return placement
    }
}
