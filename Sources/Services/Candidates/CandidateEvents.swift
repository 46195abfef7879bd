import Domain
import FoundationEssentials
import Postgres

/// The kinds of decision about a candidate.
enum CandidateEventKind: String, Sendable {
    case registered, moved, withdrawn, rejected, reinstated
}

/// One decision about a candidate.
struct CandidateEvent: Sendable {
    let kind: CandidateEventKind
    let on: CalendarDate
    let roundID: UUID?
    let reasonCode: String?
}

/// Where the decisions about a candidate leave them.
struct CandidateStanding: Sendable, Equatable {
    /// The round they are in.
    private(set) var roundID: UUID?
    /// How they left, if they did.
    private(set) var exit: CandidateExit?

    /// Applies a decision; they come in the order of their dates, then of their numbers.
    mutating func apply(_ event: CandidateEvent) {
        switch event.kind {
        case .registered:
            roundID = event.roundID
        case .moved:
            roundID = event.roundID
        case .withdrawn:
            exit = CandidateExit(kind: .withdrawn, on: event.on, reasonCode: event.reasonCode ?? "")
        case .rejected:
            exit = CandidateExit(kind: .rejected, on: event.on, reasonCode: event.reasonCode ?? "")
        case .reinstated:
            exit = nil
        }
    }
}

extension Work {
    /// The present standing of a candidate.
    func standing(of candidate: CandidateRow, on db: isolated PostgresConnection) throws -> CandidateStanding
    {
        let events = try db.query(
            """
            select kind, happened_on, round_id, reason_code
            from berth.candidate_event
            where partnership_id = \(partnership.id) and candidate_id = \(candidate.candidateId)
            order by happened_on, sequence
            """, as: (String, CalendarDate, UUID?, String?).self)
        var standing = CandidateStanding()
        for event in events {
            guard let kind = CandidateEventKind(rawValue: event.0) else { continue }
            standing.apply(
                CandidateEvent(kind: kind, on: event.1, roundID: event.2, reasonCode: event.3))
        }
        return standing
    }

    /// The latest date of a decision about a candidate; the next may not be dated before it, or replaying them
    /// would give another order than the one in which they were made.
    func refuseBeforeLastDecision(
        _ date: CalendarDate, about candidate: CandidateRow, on db: isolated PostgresConnection
    ) throws {
        let last = try db.one(
            """
            select max(happened_on)
            from berth.candidate_event
            where partnership_id = \(partnership.id) and candidate_id = \(candidate.candidateId)
            """, as: CalendarDate?.self)
        if let last, date < last {
            throw ServiceError.badData(
                "The last decision about \(candidate.candidateRef) is dated \(last); a new one cannot be dated \(date), before it."
            )
        }
    }

    /// Adds a decision. The candidate has to be locked.
    func recordCandidateEvent(
        _ kind: CandidateEventKind, of candidateID: UUID, on date: CalendarDate, roundID: UUID?,
        reasonCode: String? = nil, reason: String? = nil, db: isolated PostgresConnection
    ) throws {
        try db.execute(
            """
            insert into berth.candidate_event (
                partnership_id, candidate_id, sequence, kind, happened_on, round_id, reason_code, reason,
                recorded_by, recorded_at)
            select \(partnership.id), \(candidateID),
                   1 + coalesce((
                       select max(earlier.sequence)
                       from berth.candidate_event as earlier
                       where earlier.partnership_id = \(partnership.id)
                         and earlier.candidate_id = \(candidateID)
                   ), 0),
                   \(kind.rawValue), \(date), \(roundID), \(reasonCode), \(reason),
                   \(actor.accountID), \(now)
            """)
    }
}
