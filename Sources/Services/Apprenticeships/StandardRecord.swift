public import Domain
import FoundationEssentials
import Postgres

/// A version of an apprenticeship standard.
public struct StandardRecord: Sendable, Codable, Hashable {
    /// The reference, as the publisher of standards gives it.
    public var standardRef: String
    /// The version of the standard.
    public var version: String
    /// The title.
    public var title: String
    /// The level, 2 to 7.
    public var level: Int
    /// The route, such as health and science.
    @ExplicitNull public var route: String?
    /// The most that funding pays, in pence.
    @ExplicitNull public var fundingBandPence: Int?
    /// The published minimum of hours off the job.
    @ExplicitNull public var minimumHours: Int?
    /// The usual length to the gateway, in months.
    @ExplicitNull public var typicalMonths: Int?
    /// The first day on which somebody may start on it.
    @ExplicitNull public var effectiveFrom: CalendarDate?
    /// The last day on which somebody may start on it.
    @ExplicitNull public var effectiveTo: CalendarDate?
    /// What else is to be known, such as that the reference is to be checked.
    @ExplicitNull public var note: String?

    /// Whether somebody may start on it on a day.
    func isInEffect(on date: CalendarDate) -> Bool {
        (effectiveFrom.map { $0 <= date } ?? true) && (effectiveTo.map { date <= $0 } ?? true)
    }

    init(
        standardRef: String, version: String, title: String, level: Int, route: String?,
        fundingBandPence: Int?, minimumHours: Int?, typicalMonths: Int?, effectiveFrom: CalendarDate?,
        effectiveTo: CalendarDate?, note: String?
    ) {
        self.standardRef = standardRef
        self.version = version
        self.title = title
        self.level = level
        _route = ExplicitNull(wrappedValue: route)
        _fundingBandPence = ExplicitNull(wrappedValue: fundingBandPence)
        _minimumHours = ExplicitNull(wrappedValue: minimumHours)
        _typicalMonths = ExplicitNull(wrappedValue: typicalMonths)
        _effectiveFrom = ExplicitNull(wrappedValue: effectiveFrom)
        _effectiveTo = ExplicitNull(wrappedValue: effectiveTo)
        _note = ExplicitNull(wrappedValue: note)
    }
}

/// A version of a standard of the database.
struct StandardRow: Sendable {
    let id: UUID
    let revision: Int
    let recordedAt: Date
    let record: StandardRecord
}

extension Work {
    private typealias StandardColumns = (
        UUID, Int, Date, String, String, String, Int, String?, Int?, Int?, Int?, CalendarDate?, CalendarDate?,
        String?
    )

    /// The standards as they were known at a moment, by reference and version; the earlier version first.
    func standards(at moment: Date? = nil, on db: isolated PostgresConnection) throws -> [StandardRow] {
        let known: SQL =
            moment.map { "kept.recorded_at <= \($0) and kept.superseded_at > \($0)" }
            ?? "kept.superseded_at = 'infinity'"
        return try db.query(
            """
            select kept.standard_id, kept.revision, kept.recorded_at, kept.reference, kept.version_no, kept.title,
                   kept.level, kept.route, kept.funding_band_pence, kept.minimum_hours, kept.typical_months,
                   kept.effective_from, kept.effective_to, kept.note
            from berth.apprenticeship_standard as kept
            where kept.partnership_id = \(partnership.id) and \(known)
            order by kept.reference collate "C", kept.effective_from nulls first, kept.version_no collate "C"
            """, as: StandardColumns.self
        ).map { row in
            StandardRow(
                id: row.0, revision: row.1, recordedAt: row.2,
                record: StandardRecord(
                    standardRef: row.3, version: row.4, title: row.5, level: row.6, route: row.7,
                    fundingBandPence: row.8, minimumHours: row.9, typicalMonths: row.10,
                    effectiveFrom: row.11, effectiveTo: row.12, note: row.13))
        }
    }
}

/// The standards by reference, for looking one up by the day somebody starts.
struct StandardBook: Sendable {
    private let all: [StandardRow]
    private let byKey: [String: [StandardRow]]

    init(_ rows: [StandardRow]) {
        var byKey = Dictionary(grouping: rows, by: { Reference.key($0.record.standardRef) })
        // Written as the standard has it, as nearly always, a reference is found as it is.
        for row in rows { byKey[row.record.standardRef] = byKey[Reference.key(row.record.standardRef)] }
        all = rows
        self.byKey = byKey
    }

    /// Every version, by reference.
    var records: [StandardRecord] { all.map(\.record) }

    /// The version that somebody starts on on a day: the one in effect, or else the last.
    func standard(_ reference: String, on date: CalendarDate?) -> StandardRow? {
        guard let versions = byKey[reference] ?? byKey[Reference.key(reference)] else { return nil }
        if let date {
            if let inEffect = versions.last(where: { $0.record.isInEffect(on: date) }) { return inEffect }
        }
        return versions.last
    }
}
