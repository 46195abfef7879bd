public import Domain
import FoundationEssentials
public import Postgres

/// Asks a host for places in a term.
public struct RequestPlacements: Verb {
    /// Those who manage placements.
    public static var action: Action { .managePlacements }

    let host: String
    let term: String?
    let places: Int
    let on: CalendarDate?
    let note: String?

    /// - Parameters:
    ///   - host: the code of the organisation.
    ///   - term: the code of the term; the only one when nil.
    ///   - places: how many; at least one.
    ///   - on: the day; today when nil.
    public init(host: String, term: String?, places: Int, on: CalendarDate? = nil, note: String? = nil) {
        self.host = host
        self.term = term
        self.places = places
        self.on = on
        self.note = note
    }

    /// Records the request; asking again asks for another number.
    ///
    /// - Throws: `badData` for fewer than one place or a day in the future.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RequestEvent {
        if places < 1 { throw ServiceError.badData("A request asks for at least one place, not \(places).") }
        return try work.recordRequest(
            .init(host: host, term: term, kind: "asked", on: on, placesAsked: places, note: note), on: db)
    }
}
