public import Domain
import FoundationEssentials
public import Postgres

/// A contract in a list, with the stage its dates put it in.
public struct ContractLine: Sendable, Codable, Hashable {
    /// The contract.
    public let contract: ContractRecord
    /// `bid`, `awarded`, `running` or `ended`.
    public let stage: String
    /// How many rounds it has.
    public let rounds: Int
}

/// Lists the contracts of the partnership by reference.
public struct ListContracts: Verb {
    /// Everybody who sees contracts.
    public static var action: Action { .viewContracts }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String?
    let asOf: CalendarDate?

    /// - Parameters:
    ///   - reference: one contract only.
    ///   - asOf: the date the stage is told for; today when nil.
    public init(reference: String? = nil, asOf: CalendarDate? = nil) {
        self.reference = reference
        self.asOf = asOf
    }

    /// Answers in the order of reference.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [ContractLine] {
        let contracts = try db.queryRows(
            """
            select \(Work.contractColumns)
            from berth.contract
            join berth.organisation as buyer
                on buyer.partnership_id = contract.partnership_id
               and buyer.organisation_id = contract.organisation_id
            where contract.partnership_id = \(work.partnership.id)
              and (\(reference)::text is null or contract.reference = \(reference))
            order by contract.reference
            """, as: LockedContract.self)
        if let reference, contracts.isEmpty {
            throw ServiceError.notFound(
                "There is no contract \(reference) in \(work.partnership.name); see berth contract list.")
        }
        let rounds = try db.query(
            """
            select contract_id, count(*)
            from berth.round
            where partnership_id = \(work.partnership.id)
            group by contract_id
            """, as: (UUID, Int).self)
        let roundsByContract = Dictionary(uniqueKeysWithValues: rounds.map { ($0.0, $0.1) })
        let date = asOf ?? work.today
        return contracts.map { contract in
            let record = contract.record
            let stage = ContractStage(
                bidOpenedOn: record.bidOpenedOn, awardedOn: record.awardedOn, startsOn: record.startsOn,
                endsOn: record.endedOn ?? record.endsOn, asOf: date)
            return ContractLine(
                contract: record, stage: stage.rawValue, rounds: roundsByContract[contract.contractId] ?? 0)
        }
    }
}
