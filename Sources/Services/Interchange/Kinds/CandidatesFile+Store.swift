import Domain
import FoundationEssentials
import Postgres

extension CandidatesFile {
    static func exportQuery(for work: Work) -> SQL {
        """
        select array[
                   employer.code, candidate.reference, contract.reference, round.round_no::text,
                   candidate.pathway_code, candidate.role, candidate.given_name, candidate.family_name,
                   candidate.date_of_birth::text, candidate.nationality::text,
                   candidate.country_of_residence::text, candidate.country_of_training::text, candidate.email,
                   candidate.phone, candidate.source, candidate.team]
        from \(Work.candidateTables)
        \(standingRound)
        where candidate.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by candidate.reference collate "C"
        """
    }

    /// The round that the last decision about a place put the candidate into.
    private static var standingRound: SQL {
        """
        left join lateral (
            select event.round_id
            from berth.candidate_event as event
            where event.partnership_id = candidate.partnership_id
              and event.candidate_id = candidate.candidate_id and event.kind in ('registered', 'moved')
            order by event.happened_on desc, event.sequence desc
            limit 1
        ) as placed on true
        left join berth.round
            on round.partnership_id = candidate.partnership_id and round.round_id = placed.round_id
        left join berth.contract
            on contract.partnership_id = round.partnership_id and contract.contract_id = round.contract_id
        """
    }

    /// The candidates that exist already, by reference.
    func read(
        _ references: [String], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [String: Known] {
        var known: [String: Known] = [:]
        try db.forEachRow(
            """
            select candidate.candidate_id, candidate.version, placed.round_id, contract.reference,
                   round.round_no, employer.code, candidate.reference, candidate.pathway_code, candidate.role,
                   candidate.given_name, candidate.family_name, candidate.date_of_birth, candidate.nationality,
                   candidate.country_of_residence, candidate.country_of_training, candidate.email,
                   candidate.phone, candidate.source, candidate.team, candidate.registered_on
            from \(Work.candidateTables)
            \(Self.standingRound)
            where candidate.partnership_id = \(work.partnership.id)
              and candidate.reference = any (\(references))
            """,
            as: (
                UUID, Int, UUID?, String?, Int?, String, String, String, String, String, String,
                CalendarDate?,
                String?, String?, String?, String?, String?, String?, String?, CalendarDate
            ).self
        ) {
            id, version, roundID, contract, roundNo, organisation, reference, pathway, role, given, family,
            birth,
            nationality, residence, training, email, phone, source, team, registeredOn in
            var round: RoundReference?
            if let contract, let roundNo { round = RoundReference(contract: contract, number: roundNo) }
            known[reference] = Known(
                id: id, version: version, roundID: roundID, round: round,
                record: CandidateRecord(
                    organisation: organisation, candidateRef: reference, pathway: pathway, role: role,
                    givenName: given, familyName: family, dateOfBirth: birth, nationality: nationality,
                    countryOfResidence: residence, countryOfTraining: training, email: email, phone: phone,
                    source: source, team: team, registeredOn: registeredOn))
        }
        return known
    }

    mutating func insert(_ added: [Added], _ work: Work, on db: isolated PostgresConnection) throws {
        guard let first = added.first, let last = added.last else { return }
        firstID = firstID ?? first.id
        lastID = last.id
        let ids = added.map(\.id)
        let records = added.map(\.record)
        try db.execute(
            """
            insert into berth.candidate (
                partnership_id, candidate_id, organisation_id, reference, pathway_code, role, given_name,
                family_name, name_key, date_of_birth, nationality, country_of_residence, country_of_training,
                email, phone, source, team, registered_on)
            select \(work.partnership.id), given.id, given.organisation_id, given.reference, given.pathway,
                   given.role, given.given_name, given.family_name, given.name_key, given.date_of_birth,
                   given.nationality, given.residence, given.training, given.email, given.phone, given.source,
                   given.team, given.registered_on
            from unnest(
                \(ids), \(added.map(\.organisationID)), \(records.map(\.candidateRef)),
                \(records.map(\.pathway)), \(records.map(\.role)), \(records.map(\.givenName)),
                \(records.map(\.familyName)), \(records.map(Self.nameKey)), \(records.map(\.dateOfBirth)),
                \(records.map(\.nationality)), \(records.map(\.countryOfResidence)),
                \(records.map(\.countryOfTraining)), \(records.map(\.email)), \(records.map(\.phone)),
                \(records.map(\.source)), \(records.map(\.team)), \(records.map(\.registeredOn))
            ) as given (
                id, organisation_id, reference, pathway, role, given_name, family_name, name_key, date_of_birth,
                nationality, residence, training, email, phone, source, team, registered_on)
            """)
        try db.execute(
            """
            insert into berth.candidate_event (
                partnership_id, candidate_id, sequence, kind, happened_on, round_id, recorded_by, recorded_at)
            select \(work.partnership.id), given.id, 1, \(CandidateEventKind.registered.rawValue),
                   given.happened_on, given.round_id, \(work.actor.accountID), \(work.now)
            from unnest(\(ids), \(records.map(\.registeredOn)), \(added.map(\.roundID)))
                as given (id, happened_on, round_id)
            """)
        try work.auditNew(
            added.map {
                AuditDraft(subjectID: $0.id, kind: "candidate_registered", after: Self.json($0.record))
            }, of: "candidate", on: db)
    }

    func update(_ changed: [Changed], _ work: Work, on db: isolated PostgresConnection) throws {
        if changed.isEmpty { return }
        let records = changed.map(\.record)
        let count = try db.execute(
            """
            update berth.candidate as candidate
            set organisation_id = given.organisation_id, pathway_code = given.pathway, role = given.role,
                given_name = given.given_name, family_name = given.family_name, name_key = given.name_key,
                date_of_birth = given.date_of_birth, nationality = given.nationality,
                country_of_residence = given.residence, country_of_training = given.training,
                email = given.email, phone = given.phone, source = given.source, team = given.team,
                version = candidate.version + 1
            from unnest(
                \(changed.map(\.known.id)), \(changed.map(\.known.version)), \(changed.map(\.organisationID)),
                \(records.map(\.pathway)), \(records.map(\.role)), \(records.map(\.givenName)),
                \(records.map(\.familyName)), \(records.map(Self.nameKey)), \(records.map(\.dateOfBirth)),
                \(records.map(\.nationality)), \(records.map(\.countryOfResidence)),
                \(records.map(\.countryOfTraining)), \(records.map(\.email)), \(records.map(\.phone)),
                \(records.map(\.source)), \(records.map(\.team))
            ) as given (
                id, version, organisation_id, pathway, role, given_name, family_name, name_key, date_of_birth,
                nationality, residence, training, email, phone, source, team)
            where candidate.partnership_id = \(work.partnership.id) and candidate.candidate_id = given.id
              and candidate.version = given.version
            """)
        try work.refuseLostRace(count, of: changed.count)
        try work.auditMore(
            changed.map {
                AuditDraft(
                    subjectID: $0.known.id, kind: "candidate_changed", before: Self.json($0.known.record),
                    after: Self.json($0.record))
            }, of: "candidate", on: db)
    }

    private static func nameKey(_ record: CandidateRecord) -> String {
        CandidateName.nameKey(given: record.givenName, family: record.familyName)
    }

    /// What the audit keeps, with the keys and the omissions that the encoder would give.
    static func json(_ record: CandidateRecord) -> PostgresJSON {
        var object = JSONObjectText()
        object.add("candidate_ref", record.candidateRef)
        object.add("country_of_residence", record.countryOfResidence)
        object.add("country_of_training", record.countryOfTraining)
        object.add("date_of_birth", record.dateOfBirth)
        object.add("email", record.email)
        object.add("family_name", record.familyName)
        object.add("given_name", record.givenName)
        object.add("nationality", record.nationality)
        object.add("organisation", record.organisation)
        object.add("pathway", record.pathway)
        object.add("phone", record.phone)
        object.add("registered_on", record.registeredOn)
        object.add("role", record.role)
        object.add("source", record.source)
        object.add("team", record.team)
        return object.finished()
    }

    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        guard run.isClean, let firstID, let lastID else { return }
        if highestOwnNumber > 0 { try raiseCounter(work, on: db) }
        try warnOfDuplicates(
            "the same name and date of birth", by: "name_key, date_of_birth",
            where: "date_of_birth is not null",
            from: firstID, to: lastID, &run, work, on: db)
        try warnOfDuplicates(
            "the same e-mail address", by: "lower(email)", where: "email is not null", from: firstID,
            to: lastID,
            &run, work, on: db)
    }

    /// Keeps the counter above the numbers of a file, or the next registration would meet one of them.
    private func raiseCounter(_ work: Work, on db: isolated PostgresConnection) throws {
        try db.execute(
            """
            insert into berth.counter as counter (partnership_id, kind, value)
            values (\(work.partnership.id), 'candidate', \(highestOwnNumber))
            on conflict (partnership_id, kind) do update set value = excluded.value
            where counter.value < excluded.value
            """)
    }

    /// Warns of people who are alike and of whom at least one came with this file. The keys are in time order, so
    /// those of the file lie between its first and its last.
    private func warnOfDuplicates(
        _ what: String, by group: SQL, where condition: SQL, from first: UUID, to last: UUID,
        _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let rows = try db.query(
            """
            select count(*) over (), count(*), min(reference collate "C"), max(reference collate "C")
            from berth.candidate
            where partnership_id = \(work.partnership.id) and \(condition)
            group by \(group)
            having count(*) > 1 and bool_or(candidate_id between \(first) and \(last))
            order by 3
            limit \(ImportRun.warningLimit)
            """, as: (Int, Int, String, String).self)
        for row in rows {
            let more = row.1 > 2 ? " and \(row.1 - 2) more" : ""
            run.warn("\(row.2) and \(row.3)\(more) have \(what); they may be one person.")
        }
        if let total = rows.first?.0 { run.warnMore(total - rows.count) }
    }
}
