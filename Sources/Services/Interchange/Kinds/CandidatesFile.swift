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
        .init("registered_on", .date),
        .init("left_on", .date),
        .init("left_as", .oneOf(["withdrawn", "rejected"])),
        .init("left_reason", .code),
    ]
    static let change = Action.registerCandidates
    static let view = Action.viewCandidates

    enum Field: Int, CaseIterable {
        case organisation, candidateRef, contractRef, roundNo, pathway, role, givenName, familyName,
            dateOfBirth
        case nationality, countryOfResidence, countryOfTraining, email, phone, source, team, registeredOn
        case leftOn, leftAs, leftReason
    }

    /// A candidate of the database.
    struct Known {
        let id: UUID
        let version: Int
        let roundID: UUID?
        let round: RoundReference?
        let exit: CandidateExit?
        let record: CandidateRecord
    }

    /// A candidate to add.
    struct Added {
        let id: UUID
        let organisationID: UUID
        let roundID: UUID?
        let exit: CandidateExit?
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
    private let countries: Set<String>
    private let exits: ImportedExits
    private var rounds = RoundDirectory()
    private(set) var givenReferences: GivenReferences
    var firstID: UUID?
    var lastID: UUID?

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        reference = try work.reference(on: db)
        countries = try work.referenceCache.countries(on: db)
        exits = try ImportedExits(work, on: db)
        givenReferences = GivenReferences(work)
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        var references: [TakenReference?] = []
        references.reserveCapacity(rows.count)
        for row in rows { references.append(takeReference(row, &run)) }
        let known = try read(references.compactMap { $0.map(\.key) }, work, on: db)
        try rounds.load(rows.compactMap(Self.round), held: true, work, on: db)
        let moving = zip(rows, references).compactMap { row, reference in
            reference.flatMap { known[$0.key] }.flatMap {
                $0.record.pathway == row.text(Field.pathway) ? nil : $0
            }
        }
        try rounds.load(moving.compactMap(\.round), held: true, work, on: db)
        let withFacts = try Self.withFacts(moving.map(\.id), work, on: db)

        var added: [Added] = []
        var changed: [Changed] = []
        added.reserveCapacity(rows.count)
        for (row, reference) in zip(rows, references) {
            let organisationID = organisations.id(in: row, Field.organisation, &run)
            let earlier = reference.flatMap { known[$0.key] }
            let particulars = Self.particulars(row, over: earlier?.record, run)
            var isGood = report(
                particulars.faults(self.reference, countries: countries, today: work.today), row, &run)
            if let earlier, let reference { refuseOtherCase(reference, earlier, row, &run, &isGood) }
            let round = roundToJoin(row, earlier, particulars, &run, &isGood, work)
            if let earlier, withFacts.contains(earlier.id), particulars.pathway != earlier.record.pathway {
                run.fault(
                    row, Field.pathway,
                    "\(earlier.record.candidateRef) has milestones of the pathway \(earlier.record.pathway), so a file cannot put them on another."
                )
                isGood = false
            }
            // Somebody imported into a round counts there from its opening on unless the file says otherwise, or
            // reports about a day between that and the import would not know them. When we knew it, is in
            // `recorded_at`.
            let registeredOn =
                row.date(Field.registeredOn) ?? earlier?.record.registeredOn
                ?? min(round?.opensOn ?? work.today, work.today)
            let exit = exits.exit(of: row, known: earlier, registeredOn: registeredOn, &run, &isGood, work)
            guard isGood, let organisationID, let reference else { continue }
            guard let earlier else {
                added.append(
                    Added(
                        id: work.newID(), organisationID: organisationID, roundID: round?.roundId,
                        exit: exit,
                        record: particulars.record(reference: reference.stored, registeredOn: registeredOn)))
                continue
            }
            let record = particulars.record(
                reference: reference.stored, registeredOn: earlier.record.registeredOn)
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

    /// A reference of the file.
    private struct TakenReference {
        /// As it is stored.
        let stored: String
        /// As it is looked up.
        let key: String
    }

    /// Takes the reference of a row; nil, with the fault reported, for one that is mistyped or was there before.
    private mutating func takeReference(_ row: ImportRow, _ run: inout ImportRun) -> TakenReference? {
        do {
            let stored = try givenReferences.take(row.text(Field.candidateRef))
            let key = Reference.key(stored)
            return run.refuseRepeated(key, row, Field.candidateRef, "The candidate \(stored)")
                ? nil : TakenReference(stored: stored, key: key)
        } catch {
            run.fault(row, Field.candidateRef, error.message)
            return nil
        }
    }

    /// Reports a reference that differs by capitals from the one of somebody known: it may be meant for another person.
    private func refuseOtherCase(
        _ reference: TakenReference, _ earlier: Known, _ row: ImportRow, _ run: inout ImportRun,
        _ isGood: inout Bool
    ) {
        let known = earlier.record.candidateRef
        if known == reference.stored { return }
        run.fault(
            row, Field.candidateRef,
            "The reference \(reference.stored) exists already as \(known); they may not differ by capitals only."
        )
        isGood = false
    }

    /// Those of some candidates about whom anything is recorded.
    private static func withFacts(
        _ ids: [UUID], _ work: Work, on db: isolated PostgresConnection
    ) throws -> Set<UUID> {
        if ids.isEmpty { return [] }
        return Set(
            try db.query(
                """
                select distinct subject_id
                from berth.milestone_fact
                where partnership_id = \(work.partnership.id) and subject_id = any (\(ids))
                """, as: UUID.self))
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
            if let earlier, let place = earlier.round, let round = rounds[place],
                particulars.pathway != earlier.record.pathway
            {
                checkPathway(particulars.pathway, in: round, row, &run, &isGood)
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
        checkPathway(particulars.pathway, in: round, row, &run, &isGood)
        return round
    }

    /// Reports a pathway without the milestone that counts in a round; one that does not exist is reported elsewhere.
    private func checkPathway(
        _ pathway: String, in round: RoundRow, _ row: ImportRow, _ run: inout ImportRun, _ isGood: inout Bool
    ) {
        if reference.pathways[pathway] == nil { return }
        do {
            try reference.refusePathway(pathway, thatLacks: round.countsAt, of: round.reference)
        } catch {
            run.fault(row, Field.pathway, error.message)
            isGood = false
        }
    }
}
