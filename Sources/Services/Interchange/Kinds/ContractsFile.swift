import Domain
import FoundationEssentials
import Postgres

/// `contracts`: contracts with suppliers, with their dates as they were.
struct ContractsFile: InterchangeKind {
    static let name = "contracts"
    static let columns: [InterchangeColumn] = [
        .init("organisation", .code, required: true),
        .init("contract_ref", .reference(slashes: false), required: true),
        .init("title", .text, required: true),
        .init("supplier", .text),
        .init("bid_opened_on", .date),
        .init("awarded_on", .date),
        .init("starts_on", .date),
        .init("ends_on", .date),
        .init("fee_per_starter", .money),
        .init("rebate_days", .integer(0...36_500)),
    ]
    static let change = Action.manageContracts
    static let view = Action.viewContracts

    enum Field: Int {
        case organisation, contractRef, title, supplier, bidOpenedOn, awardedOn, startsOn, endsOn,
            feePerStarter
        case rebateDays
    }

    private let organisations: OrganisationDirectory

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
    }

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[
                   buyer.code, contract.reference, contract.title, contract.supplier,
                   contract.bid_opened_on::text, contract.awarded_on::text, contract.starts_on::text,
                   contract.ends_on::text,
                   contract.fee_per_starter_pence / 100 || '.'
                       || lpad((contract.fee_per_starter_pence % 100)::text, 2, '0'),
                   contract.rebate_days::text]
        from berth.contract
        join berth.organisation as buyer
            on buyer.partnership_id = contract.partnership_id
           and buyer.organisation_id = contract.organisation_id
        where contract.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by contract.reference collate "C"
        """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let known = try read(rows.map { $0.text(Field.contractRef) }, work, on: db)
        var added: [Added] = []
        var changed: [(LockedContract, ContractRecord)] = []
        for row in rows {
            let reference = row.text(Field.contractRef)
            if run.refuseRepeated(reference, row, Field.contractRef, "The contract \(reference)") { continue }
            guard let organisationID = organisations.id(in: row, Field.organisation, &run) else { continue }
            let earlier = known[reference]
            let record = Self.record(row, over: earlier?.record, run)
            guard check(record, row, &run, work) else { continue }
            guard let earlier else {
                added.append(Added(id: work.newID(), organisationID: organisationID, record: record))
                continue
            }
            if earlier.record == record {
                run.unchanged += 1
            } else if mayChange(earlier, to: record, row, &run) {
                changed.append((earlier, record))
            }
        }
        run.added += added.count
        run.changed += changed.count
        if !run.isClean { return }
        try insert(added, work, on: db)
        for (earlier, record) in changed {
            try work.save(record, over: earlier, on: db)
            try work.audit(
                "contract_changed", of: "contract", earlier.contractId, before: earlier.record, after: record,
                on: db)
        }
    }

    struct Added {
        let id: UUID
        let organisationID: UUID
        let record: ContractRecord
    }

    private static func record(_ row: ImportRow, over earlier: ContractRecord?, _ run: ImportRun)
        -> ContractRecord
    {
        func value<Value>(_ field: Field, _ given: Value?, _ kept: Value?) -> Value? {
            run.has(field) ? given : kept
        }
        return ContractRecord(
            organisation: row.text(Field.organisation), contractRef: row.text(Field.contractRef),
            title: row.text(Field.title), supplier: value(.supplier, row[Field.supplier], earlier?.supplier),
            bidOpenedOn: value(.bidOpenedOn, row.date(Field.bidOpenedOn), earlier?.bidOpenedOn),
            awardedOn: value(.awardedOn, row.date(Field.awardedOn), earlier?.awardedOn),
            startsOn: value(.startsOn, row.date(Field.startsOn), earlier?.startsOn),
            endsOn: value(.endsOn, row.date(Field.endsOn), earlier?.endsOn), endedOn: earlier?.endedOn,
            endReason: earlier?.endReason,
            feePerStarterPence: value(
                .feePerStarter, row.pence(Field.feePerStarter), earlier?.feePerStarterPence),
            rebateDays: value(.rebateDays, row.integer(Field.rebateDays), earlier?.rebateDays))
    }

    /// The rules of the verbs that open a bid and award a contract.
    private func check(_ record: ContractRecord, _ row: ImportRow, _ run: inout ImportRun, _ work: Work)
        -> Bool
    {
        var isGood = true
        func fault(_ field: Field, _ reason: String) {
            run.fault(row, field, reason)
            isGood = false
        }
        let reference = record.contractRef
        if let opened = record.bidOpenedOn, opened > work.today {
            fault(
                .bidOpenedOn,
                "The opening of bids for \(reference) is dated \(opened), which is after today, \(work.today)."
            )
        }
        if let starts = record.startsOn, let ends = record.endsOn, ends < starts {
            fault(.endsOn, "Contract \(reference) cannot end on \(ends), before it starts on \(starts).")
        }
        guard let awarded = record.awardedOn else { return isGood }
        if awarded > work.today {
            fault(
                .awardedOn,
                "The award of \(reference) is dated \(awarded), which is after today, \(work.today).")
        }
        if let opened = record.bidOpenedOn, awarded < opened {
            fault(
                .awardedOn,
                "Contract \(reference) cannot be awarded on \(awarded), before its bids were opened on \(opened)."
            )
        }
        for (field, isMissing) in [
            (Field.supplier, record.supplier == nil), (.startsOn, record.startsOn == nil),
            (.endsOn, record.endsOn == nil),
        ] where isMissing {
            let column = Self.columns[field.rawValue].name
            fault(field, "Contract \(reference) was awarded on \(awarded), so it needs \(column).")
        }
        return isGood
    }

    private func mayChange(
        _ earlier: LockedContract, to record: ContractRecord, _ row: ImportRow, _ run: inout ImportRun
    ) -> Bool {
        if let ended = earlier.endedOn {
            run.fault(
                row, Field.contractRef,
                "Contract \(record.contractRef) was ended on \(ended), so a file cannot change it.")
            return false
        }
        if earlier.organisation != record.organisation {
            run.fault(
                row, Field.organisation,
                "Contract \(record.contractRef) belongs to \(earlier.organisation), and a contract does not change hands."
            )
            return false
        }
        if let awarded = earlier.awardedOn, record.awardedOn == nil {
            run.fault(
                row, Field.awardedOn,
                "Contract \(record.contractRef) was awarded on \(awarded), which a file cannot take back; give the date."
            )
            return false
        }
        return true
    }

    private func read(
        _ references: [String], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [String: LockedContract] {
        let rows = try db.queryRows(
            """
            select \(Work.contractColumns)
            from berth.contract
            join berth.organisation as buyer
                on buyer.partnership_id = contract.partnership_id
               and buyer.organisation_id = contract.organisation_id
            where contract.partnership_id = \(work.partnership.id) and contract.reference = any (\(references))
            """, as: LockedContract.self)
        return Dictionary(rows.map { ($0.contractRef, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func insert(_ added: [Added], _ work: Work, on db: isolated PostgresConnection) throws {
        if added.isEmpty { return }
        let records = added.map(\.record)
        try db.execute(
            """
            insert into berth.contract (
                partnership_id, contract_id, organisation_id, reference, title, supplier, bid_opened_on,
                awarded_on, starts_on, ends_on, fee_per_starter_pence, rebate_days)
            select \(work.partnership.id), given.id, given.organisation_id, given.reference, given.title,
                   given.supplier, given.bid_opened_on, given.awarded_on, given.starts_on, given.ends_on,
                   given.fee, given.rebate_days
            from unnest(
                \(added.map(\.id)), \(added.map(\.organisationID)), \(records.map(\.contractRef)),
                \(records.map(\.title)), \(records.map(\.supplier)), \(records.map(\.bidOpenedOn)),
                \(records.map(\.awardedOn)), \(records.map(\.startsOn)), \(records.map(\.endsOn)),
                \(records.map(\.feePerStarterPence)), \(records.map(\.rebateDays))
            ) as given (
                id, organisation_id, reference, title, supplier, bid_opened_on, awarded_on, starts_on, ends_on,
                fee, rebate_days)
            """)
        try work.auditNew(
            try added.map {
                AuditDraft(subjectID: $0.id, kind: "contract_imported", after: try Work.json($0.record))
            }, of: "contract", on: db)
    }
}
