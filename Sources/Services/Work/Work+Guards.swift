import Domain
import FoundationEssentials
import Postgres

extension Action {
    /// True for what is done to the partnership as a whole: a role for one organisation does not reach it, or its
    /// holder could grant themselves the rest, or keep a part of the figures as if it were the whole.
    var concernsWholePartnership: Bool {
        switch self {
        case .managePartnership, .manageOrganisations, .manageStaff, .verifyAudit, .runBatch, .runMatches,
            .publishMatches, .signReports, .viewReturns:
            true
        default: false
        }
    }
}

extension Action {
    /// What to do for who may not do it.
    var instead: String {
        self == .viewWorkforcePersons
            ? "how many are in post, leave and stay is told by berth report workforce, turnover, leavers and retention"
            : "ask an administrator for the role"
    }
}

extension Work {
    /// Whether the operator may do a further thing, beside the verb's own, to somebody of an organisation.
    func may(_ action: Action, on organisationID: UUID) -> Bool {
        switch actor.reach(of: action, in: partnership) {
        case .nothing: false
        case .organisations(let ids): ids.contains(organisationID)
        case .everyOrganisation: true
        }
    }

    /// Whether the operator may do a further thing to everybody it can concern.
    func mayEverywhere(_ action: Action) -> Bool {
        actor.reach(of: action, in: partnership) == .everyOrganisation
    }

    /// Refuses to change what belongs to an organisation that the operator's role does not reach.
    func refuseBeyondReach(
        _ action: Action, of organisationID: UUID, _ organisation: String
    ) throws(ServiceError) {
        if !may(action, on: organisationID) {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not \(action.phrase) for \(organisation); their role is for another organisation."
            )
        }
    }

    /// Refuses a due date after the last year whose bank holidays are known: no deadline could be reckoned from it.
    func refuseBeyondCalendar(_ date: CalendarDate, _ what: String, on db: isolated PostgresConnection) throws
    {
        let horizon = try reference(on: db).calendar.horizon
        if date > horizon {
            throw ServiceError.badData(
                "\(what) is dated \(date), but bank holidays are known only to \(horizon); give an earlier date, or load a newer list."
            )
        }
    }

    /// Refuses a change whose reason is blank.
    func refuseBlank(_ reason: String, for what: String) throws(ServiceError) {
        if reason.allSatisfy(\.isWhitespace) {
            throw .badData("\(what) needs a reason; give it with --reason.")
        }
    }

    /// Refuses a change of a round that is dated before its last: replaying them by date would give another state than
    /// the one that is stored.
    func refuseBeforeLastEvent(
        _ date: CalendarDate, of round: RoundRow, on db: isolated PostgresConnection
    ) throws {
        let last = try db.one(
            """
            select max(happened_on)
            from berth.round_event
            where partnership_id = \(partnership.id) and round_id = \(round.roundId)
            """, as: CalendarDate?.self)
        if let last, date < last {
            throw ServiceError.badData(
                "The last change of round \(round.reference) is dated \(last); a new one cannot be dated \(date), before it."
            )
        }
    }
}
