public import Domain
import FoundationEssentials
import Postgres

/// A contract as it stands.
public struct ContractRecord: Sendable, Codable, Hashable {
    /// The code of the organisation that buys.
    public var organisation: String
    /// Its reference.
    public var contractRef: String
    /// Its title.
    public var title: String
    /// The supplier, once there is one.
    public var supplier: String?
    /// The day bids were invited.
    public var bidOpenedOn: CalendarDate?
    /// The day it was awarded.
    public var awardedOn: CalendarDate?
    /// First day.
    public var startsOn: CalendarDate?
    /// Last day, as agreed.
    public var endsOn: CalendarDate?
    /// The day it was ended.
    public var endedOn: CalendarDate?
    /// Why it was ended.
    public var endReason: String?
    /// Pence for each starter.
    public var feePerStarterPence: Int?
    /// Days after the start within which a leaver earns a rebate.
    public var rebateDays: Int?
}

/// A contract with its keys and version, as verbs lock it.
struct LockedContract: Decodable {
    let contractId: UUID
    let organisationId: UUID
    let version: Int
    let organisation: String
    let contractRef: String
    let title: String
    let supplier: String?
    let bidOpenedOn: CalendarDate?
    let awardedOn: CalendarDate?
    let startsOn: CalendarDate?
    let endsOn: CalendarDate?
    let endedOn: CalendarDate?
    let endReason: String?
    let feePerStarterPence: Int?
    let rebateDays: Int?

    var record: ContractRecord {
        ContractRecord(
            organisation: organisation, contractRef: contractRef, title: title, supplier: supplier,
            bidOpenedOn: bidOpenedOn, awardedOn: awardedOn, startsOn: startsOn, endsOn: endsOn,
            endedOn: endedOn, endReason: endReason, feePerStarterPence: feePerStarterPence,
            rebateDays: rebateDays)
    }
}

extension Work {
    static var contractColumns: SQL {
        """
        contract.contract_id, contract.organisation_id, contract.version, buyer.code as organisation,
        contract.reference as contract_ref, contract.title, contract.supplier, contract.bid_opened_on,
        contract.awarded_on, contract.starts_on, contract.ends_on, contract.ended_on, contract.end_reason,
        contract.fee_per_starter_pence, contract.rebate_days
        """
    }

    /// The contract with a reference, locked until the transaction ends.
    func lockedContract(_ reference: String, on db: isolated PostgresConnection) throws -> LockedContract {
        let found = try db.queryRows(
            """
            select \(Self.contractColumns)
            from berth.contract
            join berth.organisation as buyer
                on buyer.partnership_id = contract.partnership_id
               and buyer.organisation_id = contract.organisation_id
            where contract.partnership_id = \(partnership.id) and contract.reference = \(reference)
            for update of contract
            """, as: LockedContract.self)
        guard let contract = found.first else {
            throw ServiceError.notFound(
                "There is no contract \(reference) in \(partnership.name); see berth contract list.")
        }
        return contract
    }

    /// Writes the dates and terms of a contract back, if nobody changed it since it was read.
    func save(
        _ record: ContractRecord, over locked: LockedContract, on db: isolated PostgresConnection
    ) throws {
        let changed = try db.execute(
            """
            update berth.contract
            set title = \(record.title), supplier = \(record.supplier), bid_opened_on = \(record.bidOpenedOn),
                awarded_on = \(record.awardedOn), starts_on = \(record.startsOn), ends_on = \(record.endsOn),
                ended_on = \(record.endedOn), end_reason = \(record.endReason),
                fee_per_starter_pence = \(record.feePerStarterPence), rebate_days = \(record.rebateDays),
                version = version + 1
            where partnership_id = \(partnership.id) and contract_id = \(locked.contractId)
              and version = \(locked.version)
            """)
        if changed == 0 {
            throw ServiceError.conflict(
                "Contract \(record.contractRef) was changed by somebody else at this moment; look again and repeat."
            )
        }
    }
}
