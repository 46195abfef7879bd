public import Domain
import FoundationEssentials
public import Postgres

/// Opens a round of recruitment under a contract, or an option for a further one.
public struct OpenRound: Verb {
    /// Those who manage rounds.
    public static var action: Action { .manageRounds }

    let reference: RoundReference
    let target: Int
    let opensOn: CalendarDate
    let dueOn: CalendarDate
    let countsAt: String
    let optionDecideBy: CalendarDate?
    let on: CalendarDate?

    /// - Parameters:
    ///   - target: how many are to reach the milestone by the due date; at least one.
    ///   - dueOn: the last day that counts.
    ///   - countsAt: the milestone at which somebody counts.
    ///   - optionDecideBy: makes the round an option, to be exercised by this day at the latest.
    ///   - on: the day this was agreed; today when nil.
    public init(
        reference: RoundReference, target: Int, opensOn: CalendarDate, dueOn: CalendarDate,
        countsAt: String = "started", optionDecideBy: CalendarDate?, on: CalendarDate?
    ) {
        self.reference = reference
        self.target = target
        self.opensOn = opensOn
        self.dueOn = dueOn
        self.countsAt = countsAt
        self.optionDecideBy = optionDecideBy
        self.on = on
    }

    /// Stores the round.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RoundRecord {
        let date = on ?? work.today
        try work.refuseFuture(date, "The opening of round \(reference)")
        try check()
        try work.refuseBeyondCalendar(dueOn, "The due date of round \(reference)", on: db)
        let contract = try work.lockedContract(reference.contract, on: db)
        if contract.awardedOn == nil {
            throw ServiceError.conflict(
                "Contract \(reference.contract) has not been awarded; a round can be opened after berth contract award."
            )
        }
        if let ended = contract.endedOn {
            throw ServiceError.conflict(
                "Contract \(reference.contract) was ended on \(ended); it takes no more rounds.")
        }
        if optionDecideBy != nil {
            try refuseOptionWithoutFirst(contract, work, on: db)
        }
        let round = RoundRow(
            roundId: work.newID(), contractId: contract.contractId, organisationId: contract.organisationId,
            version: 1, contractRef: reference.contract, roundNo: reference.number, title: contract.title,
            supplier: contract.supplier, awardedOn: contract.awardedOn, endedOn: nil, target: target,
            opensOn: opensOn, dueOn: dueOn, countsAt: countsAt, isOption: optionDecideBy != nil,
            optionDecideBy: optionDecideBy)
        try db.execute(
            """
            insert into berth.round (
                partnership_id, round_id, contract_id, organisation_id, round_no, target, opens_on, due_on,
                counts_at, is_option, option_decide_by)
            values (\(work.partnership.id), \(round.roundId), \(round.contractId), \(round.organisationId),
                    \(round.roundNo), \(round.target), \(round.opensOn), \(round.dueOn), \(round.countsAt),
                    \(round.isOption), \(round.optionDecideBy))
            """)
        try work.recordRoundEvent("opened", of: round, on: date, reason: nil, db: db)
        try work.audit("round_opened", of: "round", round.roundId, after: round.record, on: db)
        return round.record
    }

    private func check() throws(ServiceError) {
        if target < 1 {
            throw .badData("A round needs a target of at least one, not \(target).")
        }
        if dueOn < opensOn {
            throw .badData("Round \(reference) cannot be due on \(dueOn), before it opens on \(opensOn).")
        }
    }

    private func refuseOptionWithoutFirst(
        _ contract: LockedContract, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let firsts = try db.one(
            """
            select count(*)
            from berth.round
            where partnership_id = \(work.partnership.id) and contract_id = \(contract.contractId)
              and not is_option and round_no < \(reference.number)
            """, as: Int.self)
        if firsts == 0 {
            throw ServiceError.badData(
                "Round \(reference) is an option, but contract \(reference.contract) has no round before it; open the first round, then its option."
            )
        }
    }
}
