public import Domain
import FoundationEssentials
public import Postgres

/// Reminds a host that has not answered.
public struct RemindHost: Verb {
    /// Those who manage placements.
    public static var action: Action { .managePlacements }

    let host: String
    let term: String?
    let on: CalendarDate?
    let note: String?

    /// - Parameters:
    ///   - host: the code of the organisation.
    ///   - term: the code of the term; the only one when nil.
    ///   - on: the day; today when nil.
    public init(host: String, term: String?, on: CalendarDate? = nil, note: String? = nil) {
        self.host = host
        self.term = term
        self.on = on
        self.note = note
    }

    /// Records the reminder.
    ///
    /// - Throws: `conflict` for a host that was not asked, or that has answered yes or no.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RequestEvent {
        try work.recordRequest(.init(host: host, term: term, kind: "reminded", on: on, note: note), on: db)
    }
}
