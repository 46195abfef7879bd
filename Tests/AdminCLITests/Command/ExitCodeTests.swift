import Testing

@testable import AdminCLI

/// The exit codes of the design, one family after the other. Nothing of what is refused is stored.
@Suite struct ExitCodeTests {
    @Test func malformedRequestsLeaveWith64() async throws {
        try await expect(
            64, "usage",
            [
                "round show", "round show PLY-OSW-2022", "round show PLY-OSW-2022/0",
                "round show PLY-OSW-2022/x",
                "round show PLY-OSW-2022/1 --as-of 2022-02-30", "round show PLY-OSW-2022/1 --as-of yesterday",
                "round show PLY-OSW-2022/1 --as-of 31.10.2022", "round show PLY-OSW-2022/1 --as-at noon",
                "round show PLY-OSW-2022/1 --as-at 2022-02-31T09:00:00Z",
                "round show PLY-OSW-2022/1 --format xml", "frobnicate", "round frobnicate",
                "candidate list more",
                "contract award X --supplier S --starts-on 2022-01-01 --ends-on 2022-12-31 --fee-per-starter 4500.5",
                "contract award X --supplier S --starts-on 2022-01-01 --ends-on 2022-12-31 --fee-per-starter -1.00",
                "candidate correct PLY-C-0001-T sourced --reason wrong",
                "candidate correct PLY-C-0001-T sourced --reason wrong --on 2022-03-01 --never-happened",
                "round open PLY-OSW-2022/3 --target 5 --opens-on 2023-08-01 --due-on 2023-12-31 --option",
                "round open PLY-OSW-2022/3 --target five --opens-on 2023-08-01 --due-on 2023-12-31",
                "batch nightly --at 25:00",
                "round retarget PLY-OSW-2022/1 --target 11 --reason ' '",
                "round close PLY-OSW-2022/1 --reason ''",
                "candidate move PLY-C-0005-D --to PLY-OSW-2022/2 --reason ''", "deadline list --state late",
                "candidate list --partnership",
            ])
    }

    @Test func badDataLeavesWith65() async throws {
        let register =
            "candidate register --organisation plymouth_city_council --role social_worker "
            + "--given-name A --family-name B"
        try await expect(
            65, "bad_data",
            [
                "candidate record PLY-C-0005-D flown",
                "candidate record PLY-C-0005-D started --on 2022-10-05",
                "candidate record PLY-C-0010-S visa_granted",
                "candidate record PLY-C-0005-D started --override ''",
                "round open PLY-OSW-2022/3 --target 0 --opens-on 2023-08-01 --due-on 2023-12-31",
                "round open PLY-OSW-2022/3 --target=-4 --opens-on 2023-08-01 --due-on 2023-12-31",
                "round open PLY-OSW-2022/3 --target 4 --opens-on 2023-08-01 --due-on 2023-07-31",
                "round open PLY-OSW-2022/3 --target 4 --opens-on 2023-08-01 --due-on 2023-12-31 --counts-at flown",
                "round retarget PLY-OSW-2022/1 --target 0 --reason fewer",
                "candidate withdraw PLY-C-0005-D --reason bored",
                "\(register) --pathway teleport", "\(register) --pathway direct_hire --nationality XQX",
                "\(register) --pathway direct_hire --source rumour",
                "\(register) --pathway direct_hire --role 'Social Worker'",
                "\(register) --pathway direct_hire --date-of-birth 2030-01-01",
                "organisation add shop --name Shop --kind shop",
                "organisation add 'Corner Shop' --name S --kind council",
                "user grant jory.rundle emperor", "user grant jory.rundle panel",
                "user add 'Jory Rundle' --name Jory",
                "partnership add 'Far Away' --name X --prefix FAR",
                "partnership add far_away --name X --prefix far",
            ])
    }

    @Test func whatIsNotThereLeavesWith66() async throws {
        try await expect(
            66, "not_found",
            [
                "round show NONE-2022/1", "round show PLY-OSW-2022/9", "round history NONE-2022/1",
                "candidate show PLY-C-0999-A", "candidate timeline PLY-C-0999-A", "contract show NONE-2022",
                "candidate record PLY-C-0999-A sourced",
                "candidate move PLY-C-0005-D --to NONE-2022/1 --reason x",
                "organisation show nowhere", "audit show NOPE-1", "batch round-targets --round NONE-2022/1",
                "user archive nobody.here", "deadline list --round NONE-2022/1",
                "contract end NONE-2022 --reason over",
            ])
    }

    @Test func conflictsLeaveWith73() async throws {
        try await expect(
            73, "conflict",
            [
                "contract bid PLY-OSW-2022 --organisation plymouth_city_council --title Again",
                "organisation add plymouth_city_council --name Again --kind council",
                "user add jory.rundle --name 'Another Rundle'",
                "partnership add plymouth --name Again --prefix AGN",
                "round open PLY-OSW-2022/1 --target 1 --opens-on 2023-08-01 --due-on 2023-12-31",
                "candidate reinstate PLY-C-0005-D --reason back",
                "candidate withdraw PLY-C-0007-E --reason housing", "user grant jory.rundle viewer",
            ])
    }

    @Test func whatIsNotAllowedLeavesWith77() async throws {
        try await expect(
            77, "not_allowed",
            [
                "candidate record PLY-C-0005-D dbs_cleared --as jory.rundle",
                "batch round-targets --as jory.rundle",
                "round retarget PLY-OSW-2022/1 --target 11 --reason x --as jory.rundle",
                "round exercise-option PLY-OSW-2022/2 --as loveday.trevithick", "round list --as nobody.here",
                "round list --partnership atlantis",
                "round list --as jory.rundle --partnership worcestershire",
                "user list --as jory.rundle", "db reset", "db reset --yes-delete somewhere_else",
                "partnership add another --name Another --prefix ANO --as jory.rundle",
            ])
    }

    @Test func anOperatorHasToBeNamed() async throws {
        var desk = try await DemoDatabase.reading()
        desk.environment["BERTH_USER"] = nil
        let nobody = try await desk.berth("round list")
        #expect(nobody.code == 64 && nobody.errors.contains("BERTH_USER"), "\(nobody.testDescription)")
        #expect(try await desk.berth("round list --as demo").code == 0)
        desk.environment["BERTH_USER"] = ""
        #expect(try await desk.berth("round list").code == 64)
        #expect(try await desk.berth("partnership add x --name X --prefix ABC").code == 64)
    }

    @Test func anOperatorOfSeveralPartnershipsHasToChooseOne() async throws {
        var desk = try await DemoDatabase.reading()
        desk.environment["BERTH_PARTNERSHIP"] = nil
        let outcome = try await desk.berth("round list")
        #expect(outcome.code == 64, "\(outcome.testDescription)")
        #expect(outcome.errors.contains("plymouth") && outcome.errors.contains("worcestershire"))
        let chosen = try await desk.berth("round list --partnership worcestershire --format json")
        #expect(chosen.code == 0)
        let references = try chosen.json().elements.compactMap { $0["ref"]?.string }
        #expect(!references.isEmpty && references.allSatisfy { $0.hasPrefix("WOR-") }, "\(references)")
    }

    /// Runs each line on one database, as a table and, where the command has a format, as JSON.
    private func expect(
        _ code: Int32, _ name: String, _ lines: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let tree = try await CommandTree.read()
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database)
            let before = try await DatabaseDump.rows(of: database)
            for line in lines {
                let outcome = try await desk.berth(line)
                let what = "berth \(line): \(outcome.testDescription)"
                #expect(outcome.code == code, "\(what)", sourceLocation: sourceLocation)
                #expect(outcome.output.isEmpty, "\(what)", sourceLocation: sourceLocation)
                expectSentence(outcome.errors, line, sourceLocation)
                let words = try CommandLineSplitter.split(line)
                guard tree.node(of: words)?.option("format") != nil, !words.contains("--format") else {
                    continue
                }
                let json = try await desk.berth("\(line) --format json")
                #expect(json.code == code, "\(json.testDescription)", sourceLocation: sourceLocation)
                let error = try json.jsonError()
                #expect(error.keys == ["code", "message", "details"], sourceLocation: sourceLocation)
                #expect(error["code"]?.string == name, "\(what)", sourceLocation: sourceLocation)
                let message = error["message"]?.string ?? ""
                #expect(outcome.errors.hasPrefix("berth: \(message)\n"), sourceLocation: sourceLocation)
            }
            let after = try await DatabaseDump.rows(of: database)
            #expect(DatabaseDump.difference(before, after) == [], sourceLocation: sourceLocation)
        }
    }

    /// One sentence for a person: nothing of SQL, nothing of Swift.
    private func expectSentence(_ errors: String, _ line: String, _ sourceLocation: SourceLocation) {
        let what = "berth \(line): \(errors)"
        #expect(errors.hasPrefix("berth: "), "\(what)", sourceLocation: sourceLocation)
        #expect(errors.hasSuffix(".\n"), "\(what)", sourceLocation: sourceLocation)
        #expect(!errors.dropLast().contains("\n"), "\(what)", sourceLocation: sourceLocation)
        for leak in ["select ", "insert ", "violates", "Error(", "Optional(", "nil", "constraint", "!"] {
            #expect(!errors.contains(leak), "\(what)", sourceLocation: sourceLocation)
        }
    }
}
