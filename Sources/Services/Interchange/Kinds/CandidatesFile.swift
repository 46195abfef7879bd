import Domain
import FoundationEssentials
import Postgres

/// `candidates`: people being recruited, in a round or without one.
struct CandidatesFile: InterchangeKind {
    static let name = "candidates"
    static let columns: [InterchangeColumn] = [
        .init("organisation", .code, required: true),
        .init("candidate_ref", .reference(slashes: true), required: true),
        .init("contract_ref", .reference(slashes: false)),
        .init("round_no", .integer(1...Int(Int16.max))),
        .init("pathway", .text, required: true),
        .init("role", .text, required: true),
        .init("given_name", .text, required: true),
        .init("family_name", .text, required: true),
        .init("date_of_birth", .date),
        .init("nationality", .text),
        .init("country_of_residence", .text),
        .init("country_of_training", .text),
        .init("email", .text),
        .init("phone", .text),
        .init("source", .text),
        .init("team", .text),
    ]
    static let change = Action.registerCandidates
    static let view = Action.viewCandidates

    enum Field: Int, CaseIterable {
        case organisation, candidateRef, contractRef, roundNo, pathway, role, givenName, familyName,
            dateOfBirth
        case nationality, countryOfResidence, countryOfTraining, email, phone, source, team
    }

    /// A candidate of the database.
    struct Known {
        let id: UUID
        let version: Int
        let roundID: UUID?
        let round: RoundReference?
        let record: CandidateRecord
    }

    /// A candidate to add.
    struct Added {
        let id: UUID
        let organisationID: UUID
        let roundID: UUID?
        let record: CandidateRecord
    }

    /// A candidate to change.
    struct Changed {
        let known: Known
        let organisationID: UUID
        let record: CandidateRecord
    }

    private let organisations: OrganisationDirectory
    private let reference: ReferenceData
    private var rounds = RoundDirectory()
    /// The letters with which the references begin that the partnership's counter gives out.
    private let ownPrefix: String
    var highestOwnNumber = 0
    var firstID: UUID?
    var lastID: UUID?

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        reference = try work.reference(on: db)
        ownPrefix = "\(work.partnership.prefix)-\(Reference.Kind.candidate.rawValue)-"
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        var references: [String?] = []
        references.reserveCapacity(rows.count)
        for row in rows { references.append(takeReference(row, &run)) }
        let known = try read(references.compactMap { $0 }, work, on: db)
        try rounds.load(rows.compactMap(Self.round), work, on: db)

        var added: [Added] = []
        var changed: [Changed] = []
        added.reserveCapacity(rows.count)
        for (row, reference) in zip(rows, references) {
            let organisationID = organisations.id(in: row, Field.organisation, &run)
            let earlier = reference.flatMap { known[$0] }
            let particulars = Self.particulars(row, over: earlier?.record, run)
            var isGood = report(particulars.faults(self.reference, today: work.today), row, &run)
            let round = roundToJoin(row, earlier, particulars, &run, &isGood, work)
            guard isGood, let organisationID, let reference else { continue }
            guard let earlier else {
                // Somebody imported into a round counts there from its opening on, or reports about a day between
                // that and the import would not know them. When we knew it, is in `recorded_at`.
                let registeredOn = min(round?.opensOn ?? work.today, work.today)
                added.append(
                    Added(
                        id: work.newID(), organisationID: organisationID, roundID: round?.roundId,
                        record: particulars.record(reference: reference, registeredOn: registeredOn)))
                continue
            }
            let record = particulars.record(reference: reference, registeredOn: earlier.record.registeredOn)
            if record == earlier.record {
                run.unchanged += 1
            } else {
                changed.append(Changed(known: earlier, organisationID: organisationID, record: record))
            }
        }
        run.added += added.count
        run.changed += changed.count
        if !run.isClean { return }
        try insert(added, work, on: db)
        try update(changed, work, on: db)
    }

    /// The reference as it is stored; nil, with the fault reported, for one that is mistyped or was there before.
    private mutating func takeReference(_ row: ImportRow, _ run: inout ImportRun) -> String? {
        var reference = row.text(Field.candidateRef)
        // Our own have three dashes; looking closer costs more than all else about a row.
        if reference.utf8.reduce(0, { $0 + ($1 == UInt8(ascii: "-") ? 1 : 0) }) == 3 {
            if let canonical = Reference.canonical(reference) {
                reference = canonical
                if reference.hasPrefix(ownPrefix),
                    let number = Int(reference.dropFirst(ownPrefix.count).prefix { $0 != "-" })
                {
                    highestOwnNumber = max(highestOwnNumber, number)
                }
            } else if reference.uppercased().hasPrefix(ownPrefix), Reference.checkFails(reference) {
                run.fault(
                    row, Field.candidateRef,
                    "The check character of \(reference) does not fit, so it is mistyped; look it up with berth candidate search."
                )
                return nil
            }
        }
        return run.refuseRepeated(reference, row, Field.candidateRef, "The candidate \(reference)")
            ? nil : reference
    }

    private static func round(_ row: ImportRow) -> RoundReference? {
        guard let contract = row[Field.contractRef], let number = row.integer(Field.roundNo) else {
            return nil
        }
        return RoundReference(contract: contract, number: number)
    }

    /// Reports faults of the particulars; answers whether there were none.
    private func report(_ faults: [ServiceError.Detail], _ row: ImportRow, _ run: inout ImportRun) -> Bool {
        for var fault in faults {
            fault.line = row.line
            run.fault(fault)
        }
        return faults.isEmpty
    }

    /// The round that somebody new joins, or that somebody known is checked against.
    private func roundToJoin(
        _ row: ImportRow, _ earlier: Known?, _ particulars: CandidateParticulars, _ run: inout ImportRun,
        _ isGood: inout Bool, _ work: Work
    ) -> RoundRow? {
        func fault(_ field: Field, _ reason: String) {
            run.fault(row, field, reason)
            isGood = false
        }
        guard let wanted = Self.round(row) else {
            if row[Field.contractRef] != nil {
                fault(
                    .roundNo, "The contract is given without the number of the round; give both or neither.")
            } else if row[Field.roundNo] != nil {
                fault(.contractRef, "The round is given without its contract; give both or neither.")
            }
            return nil
        }
        guard let round = rounds[wanted] else {
            fault(
                .roundNo,
                "There is no round \(wanted) in \(work.partnership.name); import the rounds first or see berth round list."
            )
            return nil
        }
        do {
            if let earlier {
                if earlier.roundID != round.roundId {
                    let place = earlier.round.map { "in round \($0)" } ?? "in no round"
                    fault(
                        .roundNo,
                        "\(earlier.record.candidateRef) is \(place), and a file does not move anybody; use berth candidate move."
                    )
                    return nil
                }
                if particulars.pathway == earlier.record.pathway { return round }
            } else {
                try work.refuseNotRunning(round, to: "register anybody in it")
            }
        } catch {
            fault(.roundNo, error.message)
            return nil
        }
        do {
            if reference.pathways[particulars.pathway] != nil {
                try reference.refusePathway(particulars.pathway, thatLacks: round.countsAt, of: wanted)
            }
        } catch {
            fault(.pathway, error.message)
            return nil
        }
        return round
    }

    private static func particulars(
        _ row: ImportRow, over earlier: CandidateRecord?, _ run: ImportRun
    ) -> CandidateParticulars {
        func value<Value>(_ field: Field, _ given: Value?, _ kept: Value?) -> Value? {
            run.has(field) ? given : kept
        }
        var particulars = CandidateParticulars(
            organisation: row.text(Field.organisation), pathway: row.text(Field.pathway),
            role: row.text(Field.role), givenName: row.text(Field.givenName),
            familyName: row.text(Field.familyName))
        particulars.dateOfBirth = value(.dateOfBirth, row.date(Field.dateOfBirth), earlier?.dateOfBirth)
        particulars.nationality = value(.nationality, row[Field.nationality], earlier?.nationality)
        particulars.countryOfResidence = value(
            .countryOfResidence, row[Field.countryOfResidence], earlier?.countryOfResidence)
        particulars.countryOfTraining = value(
            .countryOfTraining, row[Field.countryOfTraining], earlier?.countryOfTraining)
        particulars.email = value(.email, row[Field.email], earlier?.email)
        particulars.phone = value(.phone, row[Field.phone], earlier?.phone)
        particulars.source = value(.source, row[Field.source], earlier?.source)
        particulars.team = value(.team, row[Field.team], earlier?.team)
        return particulars
    }
}
