import Domain
import Foundation
import Postgres
import Services
import Testing

@Suite("Files in and out again")
struct RoundTripTests {
    @Test("every kind is added, found unchanged, exported, and the export changes nothing")
    func everyKind() async throws {
        try await ImportOffice.open { office in
            let files = [
                ("partners", ImportFiles.partners, 2), ("contracts", ImportFiles.contracts, 2),
                ("rounds", ImportFiles.rounds, 2), ("candidates", ImportFiles.candidates, 3),
                ("milestones", ImportFiles.milestones, 4),
            ]
            for (kind, text, rows) in files {
                let first = try await office.load(kind, text)
                #expect(
                    (first.rows, first.added, first.changed, first.unchanged) == (rows, rows, 0, 0), "\(kind)"
                )
                let again = try await office.load(kind, text)
                #expect(
                    (again.rows, again.added, again.changed, again.unchanged) == (rows, 0, 0, rows), "\(kind)"
                )
                let exported = try await office.export(kind)
                let back = try await office.load(kind, exported)
                #expect(
                    (back.rows, back.added, back.changed, back.unchanged) == (rows, 0, 0, rows), "\(kind)")
                #expect(try await office.export(kind) == exported, "\(kind)")
            }
        }
    }

    @Test("an export is ordered by reference and guards what a spreadsheet would run")
    func exportText() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            try await office.load("milestones", ImportFiles.milestones)
            let contracts = try await office.export("contracts")
            #expect(
                contracts == """
                    organisation,contract_ref,title,supplier,bid_opened_on,awarded_on,starts_on,ends_on,fee_per_starter,rebate_days
                    uhp,NURSE.1,Nurses,,,,,,,
                    plymouth_city_council,PLY-OSW-2022,"Overseas social workers, 2022",Harbour Ltd,2021-11-01,2022-01-10,2022-02-01,2023-03-31,1320.05,90

                    """)
            let candidates = try await office.export("candidates")
            #expect(candidates.contains(",zoe@example.org,'+27 11 555 0100,agency,Children,2022-02-01,,,\n"))
            #expect(candidates.contains(",José,\"Ñuñez, jr\","))
            let milestones = try await office.export("milestones").split(separator: "\n")
            #expect(
                milestones.dropFirst().map { $0.split(separator: ",")[1] } == [
                    "sourced", "screened", "interviewed", "sourced",
                ])
            #expect(milestones[1].contains("'=found at a fair"))
            let stored = try await office.text(
                "select phone from berth.candidate where reference = 'EXT/1'")
            #expect(stored == "+27 11 555 0100")
        }
    }

    @Test("an import counts from the opening of its round, is audited, and says so in every chain")
    func stored() async throws {
        try await ImportOffice.openWithRound { office in
            let result = try await office.load("candidates", ImportFiles.candidates)
            try await office.load("milestones", ImportFiles.milestones)
            #expect(
                try await office.text("select min(registered_on)::text from berth.candidate") == "2022-02-01")
            #expect(
                try await office.count(
                    "select count(*) from berth.audit_event where subject_kind = 'candidate'") == 7)
            #expect(
                try await office.text(
                    """
                    select after ->> 'sha256'
                    from berth.audit_event
                    where kind = 'imported' and after ->> 'kind' = 'candidates'
                    """) == result.sha256)
            let verdict = try await office.workspace.perform(VerifyAudit(), as: office.admin)
            #expect(verdict.broken.isEmpty)
            _ = try await office.export("candidates")
            #expect(
                try await office.text(
                    "select after::text from berth.audit_event where kind = 'exported'")
                    == #"{"kind": "candidates"}"#)
        }
    }

    @Test("a changed cell changes the record, its version and its audit; a column left out changes nothing")
    func changed() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            let result = try await office.load(
                "candidates", ImportFiles.candidates.replacingOccurrences(of: "Ann,", with: "Anne,"))
            #expect((result.added, result.changed, result.unchanged) == (0, 1, 2))
            #expect(
                try await office.text(
                    """
                    select version || ' ' || name_key || ' ' || (
                        select (before ->> 'given_name') || '-' || (after ->> 'given_name')
                        from berth.audit_event
                        where subject_id = candidate_id and sequence = 2)
                    from berth.candidate
                    where reference = 'EXT/3'
                    """) == "2 anne neill o Ann-Anne")
            let short = try await office.load(
                "candidates",
                """
                organisation,candidate_ref,pathway,role,given_name,family_name
                plymouth_city_council,EXT/1,overseas_social_worker,social_worker,Zoë,Nkosi

                """)
            #expect((short.changed, short.unchanged) == (0, 1))
        }
    }

    @Test("changed partners, contracts and rounds are changed, with the event of the round")
    func changedOthers() async throws {
        try await ImportOffice.openWithRound { office in
            let partners = try await office.load(
                "partners", ImportFiles.partners.replacingOccurrences(of: "Plymouth City", with: "Plymouth"))
            #expect((partners.added, partners.changed, partners.unchanged) == (0, 1, 1))
            let contracts = try await office.load(
                "contracts", ImportFiles.contracts.replacingOccurrences(of: "1320.05", with: "1400.00"))
            #expect((contracts.added, contracts.changed, contracts.unchanged) == (0, 1, 1))
            let rounds = try await office.load(
                "rounds", ImportFiles.rounds.replacingOccurrences(of: ",1,12,", with: ",1,14,"))
            #expect((rounds.added, rounds.changed, rounds.unchanged) == (0, 1, 1))
            #expect(
                try await office.text(
                    """
                    select string_agg(event.kind || ' ' || event.happened_on || ' ' || event.target, ', '
                                      order by event.sequence)
                    from berth.round_event as event
                    join berth.round
                        on round.partnership_id = event.partnership_id and round.round_id = event.round_id
                    where round.round_no = 1
                    """) == "opened 2022-01-10 12, retargeted 2022-09-30 14")
        }
    }

    @Test("the counter stays above the numbers of a file")
    func counter() async throws {
        try await ImportOffice.openWithRound { office in
            func register(_ name: String) async throws -> String {
                try await office.workspace.perform(
                    RegisterCandidate(
                        CandidateParticulars(
                            organisation: "uhp", pathway: "overseas_nurse", role: "nurse", givenName: name,
                            familyName: "Test"), round: nil), as: office.admin
                ).candidate.candidateRef
            }
            let first = try await register("One")
            let second = try await register("Two")
            let exported = try await office.export("candidates")
            #expect(exported.contains(first) && exported.contains(second))
            try await ImportOffice.openWithRound { other in
                #expect(try await other.load("candidates", exported).added == 2)
                let third = try await other.workspace.perform(
                    RegisterCandidate(
                        CandidateParticulars(
                            organisation: "uhp", pathway: "overseas_nurse", role: "nurse", givenName: "Three",
                            familyName: "Test"), round: nil), as: other.admin)
                #expect(third.candidate.candidateRef.hasPrefix("PLY-C-0003-"))
            }
        }
    }
}
