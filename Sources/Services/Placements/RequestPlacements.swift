public import Domain
import FoundationEssentials
public import Postgres

/// What a host says to a request for places.
public enum HostAnswer: String, Sendable, Codable, CaseIterable {
    /// It offers places.
    case willing
    /// It offers none.
    case unwilling
    /// It will say later.
    case later
}

/// One thing that passed between us and a host about a term.
public struct RequestEvent: Sendable, Codable, Hashable {
    /// The host.
    public let host: String
    /// The term.
    public let term: String
    /// `asked`, `reminded` or `answered`.
    public let kind: String
    /// The day.
    public let happenedOn: CalendarDate
    /// How many places were asked for.
    @ExplicitNull public var placesAsked: Int?
    /// `willing`, `unwilling` or `later`.
    @ExplicitNull public var answer: String?
    /// How many places the host offers.
    @ExplicitNull public var placesOffered: Int?
    /// What else was said.
    @ExplicitNull public var note: String?
}

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

/// Records what a host answers.
public struct RecordAnswer: Verb {
    /// Those who record the answers of hosts, the host's own people among them.
    public static var action: Action { .answerRequests }

    let host: String
    let term: String?
    let answer: HostAnswer
    let places: Int?
    let on: CalendarDate?
    let note: String?

    /// - Parameters:
    ///   - host: the code of the organisation.
    ///   - term: the code of the term; the only one when nil.
    ///   - places: how many it offers, when it is willing.
    ///   - on: the day; today when nil.
    public init(
        host: String, term: String?, answer: HostAnswer, places: Int? = nil, on: CalendarDate? = nil,
        note: String? = nil
    ) {
        self.host = host
        self.term = term
        self.answer = answer
        self.places = places
        self.on = on
        self.note = note
    }

    /// Records the answer; a later one stands before an earlier one.
    ///
    /// - Throws: `conflict` for a host that was not asked, `badData` for places without willingness or the reverse.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RequestEvent {
        if (answer == .willing) != (places != nil) {
            throw ServiceError.badData(
                answer == .willing
                    ? "A host that is willing offers a number of places; give it with --places."
                    : "A host that is \(answer == .later ? "undecided" : "unwilling") offers no places; leave --places out."
            )
        }
        if let places, places < 0 { throw ServiceError.badData("A host cannot offer fewer than no places.") }
        return try work.recordRequest(
            .init(
                host: host, term: term, kind: "answered", on: on, answer: answer, placesOffered: places,
                note: note), on: db)
    }
}
