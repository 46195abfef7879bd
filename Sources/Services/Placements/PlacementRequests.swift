import Domain
import FoundationEssentials
import Postgres

/// A request, reminder or answer to be recorded.
struct RequestDraft: Sendable {
    let host: String
    let term: String?
    let kind: String
    let on: CalendarDate?
    var placesAsked: Int?
    var answer: HostAnswer?
    var placesOffered: Int?
    var note: String?
}

extension Work {
    /// Adds a fact about a host and a term, in the order of their dates.
    func recordRequest(_ draft: RequestDraft, on db: isolated PostgresConnection) throws -> RequestEvent {
        let date = draft.on ?? today
        try refuseFuture(date, "What passed with \(draft.host)")
        let host = try organisation(draft.host, on: db)
        let action: Action = draft.kind == "answered" ? .answerRequests : .managePlacements
        try refuseBeyondReach(action, of: host.id, draft.host)
        let term = try term(draft.term, on: db)
        let last = try db.query(
            """
            select sequence, kind, happened_on, answer
            from berth.placement_request
            where partnership_id = \(partnership.id) and organisation_id = \(host.id) and term_id = \(term.id)
            order by sequence desc
            """, as: (Int, String, CalendarDate, String?).self)
        try refuseOutOfOrder(draft, date, term.record.term, last)
        try db.execute(
            """
            insert into berth.placement_request (
                partnership_id, organisation_id, term_id, sequence, kind, happened_on, places_asked, answer,
                places_offered, note, recorded_by, recorded_at)
            values (\(partnership.id), \(host.id), \(term.id), \((last.first?.0 ?? 0) + 1), \(draft.kind), \(date),
                    \(draft.placesAsked), \(draft.answer?.rawValue), \(draft.placesOffered), \(draft.note),
                    \(actor.accountID), \(now))
            """)
        let event = RequestEvent(
            host: draft.host, term: term.record.term, kind: draft.kind, happenedOn: date,
            placesAsked: draft.placesAsked, answer: draft.answer?.rawValue,
            placesOffered: draft.placesOffered, note: draft.note)
        try audit("placements_\(draft.kind)", of: "organisation", host.id, after: event, on: db)
        return event
    }

    private func refuseOutOfOrder(
        _ draft: RequestDraft, _ date: CalendarDate, _ term: String,
        _ earlier: [(Int, String, CalendarDate, String?)]
    ) throws(ServiceError) {
        if let last = earlier.first, date < last.2 {
            throw .badData(
                "The last word with \(draft.host) about \(term) is dated \(last.2); a new one cannot be dated \(date), before it."
            )
        }
        if draft.kind == "asked" { return }
        if !earlier.contains(where: { $0.1 == "asked" }) {
            throw .conflict(
                "\(draft.host) was not asked for places in \(term); ask with berth placement request.")
        }
        let sinceAsked = earlier.prefix { $0.1 != "asked" }
        if draft.kind == "reminded", let answer = sinceAsked.first(where: { $0.1 == "answered" }),
            answer.3 != HostAnswer.later.rawValue
        {
            throw .conflict("\(draft.host) has answered about \(term) on \(answer.2) already.")
        }
    }
}
