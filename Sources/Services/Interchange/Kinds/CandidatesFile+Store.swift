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
                   candidate.phone, candidate.source, candidate.team, candidate.registered_on::text,
                   gone.happened_on::text, gone.kind, gone.reason_code]
        from \(Work.candidateTables)
        \(standingRound)
        \(standingExit)
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

    /// How the candidate left, unless they were taken back since.
    private static var standingExit: SQL {
        """
        left join lateral (
            select event.kind, event.happened_on, event.reason_code
            from berth.candidate_event as event
            where event.partnership_id = candidate.partnership_id
              and event.candidate_id = candidate.candidate_id
              and event.kind in ('withdrawn', 'rejected', 'reinstated')
            order by event.happened_on desc, event.sequence desc
            limit 1
        ) as gone on gone.kind <> 'reinstated'
        """
    }

    /// The candidates that exist already, by the ``Reference/key(_:)`` of their references.
    func read(
        _ keys: [String], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [String: Known] {
        var known: [String: Known] = [:]
        try db.forEachRow(
            """
            select candidate.candidate_id, candidate.version, placed.round_id, contract.reference,
                   round.round_no, employer.code, candidate.reference, candidate.pathway_code, candidate.role,
                   candidate.given_name, candidate.family_name, candidate.date_of_birth, candidate.nationality,
                   candidate.country_of_residence, candidate.country_of_training, candidate.email,
                   candidate.phone, candidate.source, candidate.team, candidate.registered_on, gone.kind,
                   gone.happened_on, gone.reason_code
            from \(Work.candidateTables)
            \(Self.standingRound)
            \(Self.standingExit)
            where candidate.partnership_id = \(work.partnership.id)
              and candidate.reference_key = any (\(keys))
            """,
            as: (
                UUID, Int, UUID?, String?, Int?, String, String, String, String, String, String,
                CalendarDate?,
                String?, String?, String?, String?, String?, String?, String?, CalendarDate, String?,
                CalendarDate?, String?
            ).self
        ) {
            id, version, roundID, contract, roundNo, organisation, reference, pathway, role, given, family,
            birth,
            nationality, residence, training, email, phone, source, team, registeredOn,
            leftAs, leftOn, leftReason in
            var round: RoundReference?
            if let contract, let roundNo { round = RoundReference(contract: contract, number: roundNo) }
            var exit: CandidateExit?
            if let kind = leftAs.flatMap({ CandidateExit.Kind(rawValue: $0) }), let leftOn {
                exit = CandidateExit(kind: kind, on: leftOn, reasonCode: leftReason ?? "")
            }
            known[Reference.key(reference)] = Known(
                id: id, version: version, roundID: roundID, round: round, exit: exit,
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
        try insertExits(of: added, work, on: db)
    }

    /// Stores how those left who had left, as their second event.
    private func insertExits(of added: [Added], _ work: Work, on db: isolated PostgresConnection) throws {
        let left = added.compactMap { candidate in candidate.exit.map { (candidate.id, $0) } }
        if left.isEmpty { return }
        try db.execute(
            """
            insert into berth.candidate_event (
                partnership_id, candidate_id, sequence, kind, happened_on, reason_code, recorded_by,
                recorded_at)
            select \(work.partnership.id), given.id, 2, given.kind, given.happened_on, given.reason_code,
                   \(work.actor.accountID), \(work.now)
            from unnest(
                \(left.map(\.0)), \(left.map(\.1.kind.rawValue)), \(left.map(\.1.on)),
                \(left.map(\.1.reasonCode))
            ) as given (id, kind, happened_on, reason_code)
            """)
        try work.auditMore(
            left.map { id, exit in
                var object = JSONObjectText()
                object.add("happened_on", exit.on)
                object.add("reason_code", exit.reasonCode)
                return AuditDraft(
                    subjectID: id, kind: "candidate_\(exit.kind.rawValue)", after: object.finished())
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
}
