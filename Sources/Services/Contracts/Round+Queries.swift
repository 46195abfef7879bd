public import Domain
import FoundationEssentials
import Postgres

/// A round as it stands, with its keys, for the verbs that change it.
struct RoundRow: Decodable, Sendable {
    let roundId: UUID
    let contractId: UUID
    let organisationId: UUID
    let version: Int
    let contractRef: String
    let roundNo: Int
    var title: String
    var supplier: String?
    let awardedOn: CalendarDate?
    let endedOn: CalendarDate?
    var target: Int
    var opensOn: CalendarDate
    var dueOn: CalendarDate
    let countsAt: String
    let isOption: Bool
    let optionDecideBy: CalendarDate?
    var optionExercisedOn: CalendarDate?
    var optionLapsedOn: CalendarDate?
    var closedOn: CalendarDate?

    var reference: RoundReference { RoundReference(contract: contractRef, number: roundNo) }

    /// The part that the audit keeps.
    var record: RoundRecord {
        RoundRecord(
            contractRef: contractRef, roundNo: roundNo, target: target, opensOn: opensOn, dueOn: dueOn,
            countsAt: countsAt, isOption: isOption, optionDecideBy: optionDecideBy,
            optionExercisedOn: optionExercisedOn, optionLapsedOn: optionLapsedOn, closedOn: closedOn)
    }
}

/// A round as it stands.
public struct RoundRecord: Sendable, Codable, Hashable {
    /// The reference of its contract.
    public var contractRef: String
    /// Its number in the contract, from 1.
    public var roundNo: Int
    /// How many are to start by the due date.
    public var target: Int
    /// First day.
    public var opensOn: CalendarDate
    /// The day by which the target is due, inclusive.
    public var dueOn: CalendarDate
    /// The milestone at which somebody counts.
    public var countsAt: String
    /// True when it takes place only if the option is exercised.
    public var isOption: Bool
    /// Last day to exercise the option, inclusive.
    public var optionDecideBy: CalendarDate?
    /// The day the option was exercised.
    public var optionExercisedOn: CalendarDate?
    /// The day the option was let lapse.
    public var optionLapsedOn: CalendarDate?
    /// The day it was closed.
    public var closedOn: CalendarDate?
}

extension Work {
    static var roundColumns: SQL {
        """
        round.round_id, round.contract_id, round.organisation_id, round.version,
        contract.reference as contract_ref, round.round_no, contract.title, contract.supplier,
        contract.awarded_on, contract.ended_on, round.target, round.opens_on, round.due_on, round.counts_at,
        round.is_option, round.option_decide_by, round.option_exercised_on, round.option_lapsed_on,
        round.closed_on
        """
    }

    static var roundTables: SQL {
        """
        berth.round
        join berth.contract
            on contract.partnership_id = round.partnership_id and contract.contract_id = round.contract_id
        """
    }

    /// The round with a reference.
    func round(
        _ reference: RoundReference, locked: Bool = false, on db: isolated PostgresConnection
    ) throws -> RoundRow {
        let lock: SQL = locked ? "for update of round" : ""
        let found = try db.queryRows(
            """
            select \(Self.roundColumns)
            from \(Self.roundTables)
            where contract.partnership_id = \(partnership.id) and contract.reference = \(reference.contract)
              and round.round_no = \(reference.number)
            \(lock)
            """, as: RoundRow.self)
        guard let round = found.first else {
            throw ServiceError.notFound(
                "There is no round \(reference) in \(partnership.name); see berth round list.")
        }
        return round
    }

    /// Writes the present state of a round back, if nobody changed it since, with its event and its audit.
    func save(
        _ changed: RoundRow, over before: RoundRow, event: String, on date: CalendarDate, reason: String?,
        db: isolated PostgresConnection
    ) throws {
        try refuseBeforeLastEvent(date, of: before, on: db)
        let count = try db.execute(
            """
            update berth.round
            set target = \(changed.target), opens_on = \(changed.opensOn), due_on = \(changed.dueOn),
                option_exercised_on = \(changed.optionExercisedOn), option_lapsed_on = \(changed.optionLapsedOn),
                closed_on = \(changed.closedOn), version = version + 1
            where partnership_id = \(partnership.id) and round_id = \(before.roundId)
              and version = \(before.version)
            """)
        if count == 0 {
            throw ServiceError.conflict(
                "Round \(before.reference) was changed by somebody else at this moment; look again and repeat."
            )
        }
        try recordRoundEvent(event, of: changed, on: date, reason: reason, db: db)
        try audit(
            "round_\(event)", of: "round", before.roundId, reason: reason, before: before.record,
            after: changed.record, on: db)
    }

    /// Adds a dated fact to a round.
    func recordRoundEvent(
        _ kind: String, of round: RoundRow, on date: CalendarDate, reason: String?,
        db: isolated PostgresConnection
    ) throws {
        try db.execute(
            """
            insert into berth.round_event (
                partnership_id, round_id, sequence, kind, happened_on, target, opens_on, due_on, reason,
                recorded_by, recorded_at)
            select \(partnership.id), \(round.roundId),
                   1 + coalesce((
                       select max(earlier.sequence)
                       from berth.round_event as earlier
                       where earlier.partnership_id = \(partnership.id) and earlier.round_id = \(round.roundId)
                   ), 0),
                   \(kind), \(date), \(round.target), \(round.opensOn), \(round.dueOn), \(reason),
                   \(actor.accountID), \(now)
            """)
    }

    /// Refuses a round that takes no more changes.
    func refuseFinished(_ round: RoundRow, to doWhat: String) throws(ServiceError) {
        if let closed = round.closedOn {
            throw .conflict("Round \(round.reference) was closed on \(closed); it is too late to \(doWhat).")
        }
        if let lapsed = round.optionLapsedOn {
            throw .conflict(
                "The option of round \(round.reference) was let lapse on \(lapsed); it is too late to \(doWhat)."
            )
        }
    }

    /// Refuses a round in which nobody can be placed: closed, lapsed, or an option that nobody exercised.
    func refuseNotRunning(_ round: RoundRow, to doWhat: String) throws(ServiceError) {
        try refuseFinished(round, to: doWhat)
        if round.isOption && round.optionExercisedOn == nil {
            throw .conflict(
                "Round \(round.reference) is an option that has not been exercised; exercise it before you \(doWhat)."
            )
        }
    }
}
