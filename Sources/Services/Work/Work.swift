public import Domain
public import FoundationEssentials
import Postgres

/// What a verb knows while it runs: who asks, where, and what the time is.
public struct Work: Sendable {
    /// Who asks.
    public let actor: Operator
    /// The partnership everything happens in.
    public let partnership: PartnershipContext
    /// The moment of the transaction; every row it writes is recorded at this instant.
    public let now: Date
    /// The date in London at ``now``.
    public let today: CalendarDate
    /// Groups everything that one request did.
    public let requestID: UUID
    let ids: IDSource
    let referenceCache: ReferenceCache

    /// A new key, ordered by time.
    func newID() -> UUID { ids.next() }

    /// The reference data of this database: pathways, rules, working days.
    func reference(on db: isolated PostgresConnection) throws -> ReferenceData {
        try referenceCache.load(on: db)
    }

    /// The reference data as they stood at the moment of a question.
    func reference(at moment: Moment, on db: isolated PostgresConnection) throws -> ReferenceData {
        moment.asAt < now
            ? try referenceCache.load(asAt: moment.asAt, on: db) : try referenceCache.load(on: db)
    }

    /// Refuses a date after today: facts are about what has happened.
    func refuseFuture(_ date: CalendarDate, _ what: String) throws(ServiceError) {
        if date > today {
            throw .badData(
                "\(what) is dated \(date), which is after today, \(today); give a date that has passed.")
        }
    }
}

/// The partnership that a request works in.
public struct PartnershipContext: Sendable, Hashable {
    /// Its key.
    public let id: UUID
    /// Its code, as in `--partnership`.
    public let code: String
    /// Its name.
    public let name: String
    /// The letters its references begin with.
    public let prefix: String
}
