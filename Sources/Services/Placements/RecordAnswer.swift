public import Domain
import FoundationEssentials
public import Postgres

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
