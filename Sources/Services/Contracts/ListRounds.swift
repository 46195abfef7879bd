public import Domain
import FoundationEssentials
public import Postgres

/// A round in a list, with what the batch last said of it.
public struct RoundLine: Sendable, Codable, Hashable {
    /// `CONTRACT/NO`.
    public let ref: String
    /// The title of the contract.
    public let title: String
    /// `open`, `option`, `lapsed` or `closed`.
    public let state: String
    /// The target.
    public let target: Int
    /// First day.
    public let opensOn: CalendarDate
    /// The last day that counts.
    public let dueOn: CalendarDate
    /// The day of the newest snapshot.
    @ExplicitNull public var snapshotOn: CalendarDate?
    /// In post then.
    @ExplicitNull public var achieved: Int?
    /// The status then.
    @ExplicitNull public var status: String?
}

/// Lists the rounds of the partnership by reference.
public struct ListRounds: Verb {
    /// Everybody who sees rounds.
    public static var action: Action { .viewRounds }
    /// A question.
    public static var isReadOnly: Bool { true }

    /// Makes the question.
    public init() {}

    private struct Row: Decodable {
        let contractRef: String
        let roundNo: Int
        let title: String
        let target: Int
        let opensOn: CalendarDate
        let dueOn: CalendarDate
        let isOption: Bool
        let optionExercisedOn: CalendarDate?
        let optionLapsedOn: CalendarDate?
        let closedOn: CalendarDate?
        let snapshotOn: CalendarDate?
        let achieved: Int?
        let status: String?

        var state: String {
            if closedOn != nil { return "closed" }
            if optionLapsedOn != nil { return "lapsed" }
            return isOption && optionExercisedOn == nil ? "option" : "open"
        }
    }

    /// Answers in the order of contract and number.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [RoundLine] {
        let rows = try db.queryRows(
            """
            select contract.reference as contract_ref, round.round_no, contract.title, round.target,
                   round.opens_on, round.due_on, round.is_option, round.option_exercised_on,
                   round.option_lapsed_on, round.closed_on,
                   latest.as_of as snapshot_on, latest.achieved, latest.status
            from \(Work.roundTables)
            left join lateral (
                select snapshot.as_of, snapshot.achieved, snapshot.status
                from berth.round_snapshot as snapshot
                where snapshot.partnership_id = round.partnership_id and snapshot.round_id = round.round_id
                order by snapshot.as_of desc, snapshot.revision desc
                limit 1
            ) as latest on true
            where round.partnership_id = \(work.partnership.id)
            order by contract.reference, round.round_no
            """, as: Row.self)
        return rows.map { row in
            RoundLine(
                ref: "\(row.contractRef)/\(row.roundNo)", title: row.title, state: row.state,
                target: row.target, opensOn: row.opensOn, dueOn: row.dueOn, snapshotOn: row.snapshotOn,
                achieved: row.achieved, status: row.status)
        }
    }
}
