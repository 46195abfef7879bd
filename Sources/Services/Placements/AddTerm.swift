public import Domain
import FoundationEssentials
public import Postgres

/// Makes a term in which students are on placement.
public struct AddTerm: Verb {
    /// Those who manage placements.
    public static var action: Action { .managePlacements }

    let record: TermRecord

    /// - Parameters:
    ///   - code: lower-case letters, digits, dashes and underscores; unique in the partnership.
    ///   - startsOn: the first day.
    ///   - endsOn: the last day, that day included.
    ///   - offersDueOn: the day by which hosts are to answer.
    public init(
        code: String, name: String, startsOn: CalendarDate, endsOn: CalendarDate, offersDueOn: CalendarDate?
    ) {
        record = TermRecord(
            term: code, name: name, startsOn: startsOn, endsOn: endsOn, offersDueOn: offersDueOn)
    }

    /// Stores the term.
    ///
    /// - Throws: `notAllowed` for somebody whose role is for one organisation, `conflict` for a code that is taken.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> TermRecord {
        try work.refusePartOfPartnership(.managePlacements)
        try work.refuseBeyondCalendar(record.endsOn, "The end of the term \(record.term)", on: db)
        let id = work.newID()
        try db.execute(
            """
            insert into berth.placement_term (
                partnership_id, term_id, code, name, starts_on, ends_on, offers_due_on)
            values (\(work.partnership.id), \(id), \(record.term), \(record.name), \(record.startsOn),
                    \(record.endsOn), \(record.offersDueOn))
            """)
        try work.audit("term_added", of: "placement_term", id, after: record, on: db)
        return record
    }
}

extension Work {
    /// Refuses what concerns every organisation to somebody whose role is for one.
    func refusePartOfPartnership(_ action: Action) throws(ServiceError) {
        if !mayEverywhere(action) {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may \(action.phrase) for one organisation only, and this concerns all of them; ask a coordinator of the whole partnership."
            )
        }
    }
}
