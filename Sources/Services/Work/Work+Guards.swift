import Domain
import FoundationEssentials
import Postgres

extension Action {
    /// True for what is done to the partnership as a whole: a role for one organisation does not reach it, or its
    /// holder could grant themselves the rest, or keep a part of the figures as if it were the whole.
    var concernsWholePartnership: Bool {
        switch self {
        case .managePartnership, .manageOrganisations, .manageStaff, .verifyAudit, .runBatch: true
        default: false
        }
    }
}

extension Work {
    /// Refuses a change whose reason is blank.
    func refuseBlank(_ reason: String, for what: String) throws(ServiceError) {
        if reason.allSatisfy(\.isWhitespace) {
            throw .badData("\(what) needs a reason; give it with --reason.")
        }
    }

    /// Refuses a milestone that is dated after its candidate left.
    func refuseAfterExit(
        _ date: CalendarDate, of candidate: CandidateRow, on db: isolated PostgresConnection
    ) throws {
        if let exit = try standing(of: candidate, on: db).exit, date > exit.on {
            throw ServiceError.conflict(
                "\(candidate.candidateRef) was \(exit.kind.rawValue) on \(exit.on); reinstate them before recording what came later."
            )
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
