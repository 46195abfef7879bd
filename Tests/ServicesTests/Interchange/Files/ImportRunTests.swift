import Domain
import Foundation
import Postgres
import Services
import Testing

@Suite("Whole imports")
struct ImportRunTests {
    @Test("a dry run says what would happen and stores nothing")
    func dryRun() async throws {
        try await ImportOffice.openWithRound { office in
            let before = try await office.rows()
            let tried = try await office.load("candidates", ImportFiles.candidates, dryRun: true)
            #expect(tried.isDryRun)
            #expect(tried.added == 3)
            #expect(try await office.rows() == before)
            let done = try await office.load("candidates", ImportFiles.candidates)
            #expect(done.added == 3)
            #expect(done.sha256 == tried.sha256)
        }
    }

    @Test("five thousand rows over the ends of chunks, the last of them bad, then good")
    func chunks() async throws {
        try await ImportOffice.openWithRound { office in
            var rows = (1...5_000).map {
                "plymouth_city_council,E/\($0),PLY-OSW-2022,1,overseas_social_worker,social_worker,Given\($0),Família,1990-01-01,e\($0)@example.org"
            }
            let before = try await office.rows()
            let faults = try await office.faults(
                "candidates", ImportFiles.candidates(rows + [rows[0]]))
            #expect(faults == ["5002 candidate_ref: E/1"])
            #expect(try await office.rows() == before)
            #expect(try await office.load("candidates", ImportFiles.candidates(rows)).added == 5_000)
            rows[4_321] += "x"
            let again = try await office.load("candidates", ImportFiles.candidates(rows))
            #expect((again.added, again.changed, again.unchanged) == (0, 1, 4_999))

            // Each person's milestones are apart from one another, and in the wrong order.
            let facts =
                (1...5_000).map { "E/\($0),screened,2022-03-02" }
                + (1...5_000).map { "E/\($0),sourced,2022-03-01" }
            let loaded = try await office.load("milestones", ImportFiles.milestones(facts))
            #expect(loaded.added == 10_000)
            let verdict = try await office.workspace.perform(VerifyAudit(), as: office.admin)
            #expect(verdict.broken.isEmpty)
            #expect(verdict.events > 15_000)
            let exported = try await office.export("milestones")
            #expect(try await office.load("milestones", exported).unchanged == 10_000)
        }
    }

    @Test("people who may be one are warned of, within the file and beyond it")
    func duplicates() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            let result = try await office.load(
                "candidates",
                ImportFiles.candidates([
                    "uhp,N/1,,,overseas_nurse,nurse,Nkosi,Zoe,1990-02-28,",
                    "uhp,N/2,,,overseas_nurse,nurse,Bo,Li,,X@example.org",
                    "uhp,N/3,,,overseas_nurse,nurse,Mo,Si,,x@EXAMPLE.org",
                ]))
            #expect(result.warningCount == 2)
            #expect(
                result.warnings.contains {
                    $0.hasPrefix("EXT/1 and N/1 have the same name and date of birth")
                })
            #expect(result.warnings.contains { $0.hasPrefix("N/2 and N/3 have the same e-mail") })
            #expect(try await office.load("candidates", ImportFiles.candidates).warningCount == 0)
        }
    }

    @Test("the same file imported twice at once is added once")
    func atOnce() async throws {
        try await ImportOffice.openWithRound { office in
            async let one = office.load("candidates", ImportFiles.candidates)
            async let other = office.load("candidates", ImportFiles.candidates)
            let results = try await [one, other]
            #expect(results.map(\.added).sorted() == [0, 3])
            #expect(results.map(\.unchanged).sorted() == [0, 3])
            #expect(try await office.count("select count(*) from berth.candidate") == 3)
        }
    }

    @Test("exports at once are each audited")
    func exportsAtOnce() async throws {
        try await ImportOffice.openWithRound { office in
            async let one = office.export("rounds")
            async let other = office.export("rounds")
            async let third = office.export("partners")
            let texts = try await [one, other, third]
            #expect(texts[0] == texts[1])
            #expect(
                try await office.count("select count(*) from berth.audit_event where kind = 'exported'") == 3)
        }
    }

    @Test("who may not, cannot")
    func permissions() async throws {
        try await ImportOffice.openWithRound { office in
            let vera = try await office.person("vera", .viewer)
            #expect(
                try await office.refusal("candidates", ImportFiles.candidates, as: vera).kind == .notAllowed)
            await #expect(throws: ServiceError.self) { try await office.export("candidates", as: vera) }
            // A coordinator imports, but does not manage organisations.
            let cora = try await office.person("cora", .coordinator)
            let refused = try await office.refusal("partners", ImportFiles.partners, as: cora)
            #expect(refused.kind == .notAllowed)
            #expect(refused.message.contains("manage organisations"))
            #expect(try await office.load("candidates", ImportFiles.candidates, as: cora).added == 3)
        }
    }

    @Test("a file that is not there")
    func missing() {
        #expect {
            try ImportSource(path: "/nowhere/candidates.csv")
        } throws: { ($0 as? ServiceError)?.kind == .notFound }
    }

    @Test("the digest is that of the standard", arguments: [0, 1, 55, 56, 63, 64, 65, 1_000])
    func digest(length: Int) async throws {
        try await ImportOffice.open { office in
            // A name of that length puts the end of the file at every place of a block.
            let text =
                ImportFiles.partners + "plymouth,long,L" + String(repeating: "o", count: length)
                + ",council,\n"
            let result = try await office.load("partners", text, dryRun: true)
            #expect(
                result.sha256 == (try await office.text("select encode(sha256(\(Array(text.utf8))), 'hex')")))
        }
    }
}
