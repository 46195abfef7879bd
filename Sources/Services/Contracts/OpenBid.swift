public import Domain
import FoundationEssentials
public import Postgres

/// Starts a contract: bids are invited.
public struct OpenBid: Verb {
    /// Those who manage contracts.
    public static var action: Action { .manageContracts }

    let reference: String
    let organisationCode: String
    let title: String
    let supplier: String?
    let openedOn: CalendarDate?

    /// - Parameters:
    ///   - reference: letters, digits, dots, dashes; unique in the partnership.
    ///   - openedOn: the day bids were invited; today when nil.
    public init(
        reference: String, organisationCode: String, title: String, supplier: String?, openedOn: CalendarDate?
    ) {
        self.reference = reference
        self.organisationCode = organisationCode
        self.title = title
        self.supplier = supplier
        self.openedOn = openedOn
    }

    /// Stores the contract.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ContractRecord {
        let openedOn = openedOn ?? work.today
        try work.refuseFuture(openedOn, "The opening of bids for \(reference)")
        let organisation = try work.organisation(organisationCode, on: db)
        let id = work.newID()
        try db.execute(
            """
            insert into berth.contract (
                partnership_id, contract_id, organisation_id, reference, title, supplier, bid_opened_on)
            values (\(work.partnership.id), \(id), \(organisation.id), \(reference), \(title), \(supplier),
                    \(openedOn))
            """)
        let record = ContractRecord(
            organisation: organisationCode, contractRef: reference, title: title, supplier: supplier,
            bidOpenedOn: openedOn)
        try work.audit("contract_bid_opened", of: "contract", id, after: record, on: db)
        return record
    }
}
