public import Domain
import FoundationEssentials
import Postgres

/// A term in which students are on placement.
public struct TermRecord: Sendable, Codable, Hashable {
    /// The code, such as `autumn-2022`.
    public var term: String
    /// The name.
    public var name: String
    /// The first day.
    public var startsOn: CalendarDate
    /// The last day, that day included.
    public var endsOn: CalendarDate
    /// The day by which hosts are to say what they offer.
    @ExplicitNull public var offersDueOn: CalendarDate?

    init(
        term: String, name: String, startsOn: CalendarDate, endsOn: CalendarDate, offersDueOn: CalendarDate?
    ) {
        self.term = term
        self.name = name
        self.startsOn = startsOn
        self.endsOn = endsOn
        _offersDueOn = ExplicitNull(wrappedValue: offersDueOn)
    }
}

/// A term of the database.
struct TermRow: Sendable {
    let id: UUID
    let version: Int
    let record: TermRecord
}

extension Work {
    /// Every term of the partnership in the order in which they start.
    func terms(on db: isolated PostgresConnection) throws -> [TermRow] {
        try db.query(
            """
            select term_id, version, code, name, starts_on, ends_on, offers_due_on
            from berth.placement_term
            where partnership_id = \(partnership.id)
            order by starts_on, code
            """, as: (UUID, Int, String, String, CalendarDate, CalendarDate, CalendarDate?).self
        ).map { row in
            TermRow(
                id: row.0, version: row.1,
                record: TermRecord(
                    term: row.2, name: row.3, startsOn: row.4, endsOn: row.5, offersDueOn: row.6))
        }
    }

    /// The term with a code; with none given, the only one.
    func term(_ code: String?, on db: isolated PostgresConnection) throws -> TermRow {
        try Self.term(code, among: terms(on: db), of: partnership.name)
    }

    /// The term with a code among several; with none given, the only one.
    static func term(_ code: String?, among terms: [TermRow], of partnership: String) throws(ServiceError)
        -> TermRow
    {
        if let code {
            guard let found = terms.first(where: { $0.record.term == code }) else {
                throw .notFound("There is no term \(code) in \(partnership); see berth term list.")
            }
            return found
        }
        guard let only = terms.first else {
            throw .notFound("There is no term in \(partnership) yet; make one with berth term add.")
        }
        if terms.count > 1 {
            let codes = terms.map(\.record.term).joined(separator: ", ")
            throw ServiceError(.usage, "There are several terms (\(codes)); name one with --term.")
        }
        return only
    }
}
