import Domain
import Foundation
import Postgres
import Services
import Testing

@Suite("What a bad file gets")
struct ImportFaultTests {
    @Test("every bad row of candidates is reported with line, column and value, and nothing is stored")
    func candidates() async throws {
        try await ImportOffice.openWithRound { office in
            let before = try await office.rows()
            let good = "uhp,A/1,,,overseas_nurse,nurse,Ann,Lee,1990-01-01,"
            let error = try await office.refusal(
                "candidates",
                ImportFiles.candidates([
                    good, "uhp,A/2,,,overseas_nurse,nurse,Ann,Lee,1990-02-30,",
                    "nobody,A/3,,,overseas_nurse,nurse,Ann,Lee,,",
                    "uhp,A/4,PLY-OSW-2022,,overseas_nurse,nurse,Ann,Lee,,",
                    "uhp,A/5,PLY-OSW-2022,9,overseas_social_worker,nurse,Ann,Lee,,",
                    "uhp,A/6,PLY-OSW-2022,2,overseas_social_worker,nurse,Ann,Lee,,", good,
                    "uhp,A/8,,,nowhere,Nurse,, ,2031-01-01,ann",
                    "uhp,PLY-C-0007-A,,,overseas_nurse,nurse,Ann,Lee,,",
                    "uhp,A/10,,,overseas_nurse,nurse,Ann", "uhp,,,,overseas_nurse,nurse,Ann,Lee,,",
                ]))
            #expect(error.kind == .badData)
            #expect(error.message.hasPrefix("Nothing was imported: the file of candidates has "))
            let places = error.details.map { "\($0.line ?? 0) \($0.column ?? "-"): \($0.value ?? "-")" }
            #expect(
                places == [
                    "3 date_of_birth: 1990-02-30", "4 organisation: nobody", "5 round_no: -", "6 round_no: 9",
                    "7 round_no: 2", "8 candidate_ref: A/1", "9 given_name: -", "9 family_name:  ",
                    "10 candidate_ref: PLY-C-0007-A", "11 -: -", "12 candidate_ref: -",
                ])
            #expect(error.details.allSatisfy { $0.reason.hasSuffix(".") })
            #expect(error.details[5].reason.contains("line 2"))
            #expect(try await office.rows() == before)
        }
    }

    @Test("faults of the particulars name their column")
    func particulars() async throws {
        try await ImportOffice.openWithRound { office in
            let faults = try await office.faults(
                "candidates", ImportFiles.candidates(["uhp,A/1,,,nowhere,Nurse,Ann,Lee,2031-01-01,ann"]))
            #expect(
                faults == [
                    "2 pathway: nowhere", "2 role: Nurse", "2 date_of_birth: 2031-01-01", "2 email: ann",
                ])
        }
    }

    @Test(
        "how somebody left: all three columns, in their order, with a reason of that decision, by who may decide"
    )
    func exits() async throws {
        try await ImportOffice.openWithRound { office in
            let head =
                "organisation,candidate_ref,pathway,role,given_name,family_name,registered_on,left_on,left_as,left_reason\n"
            func file(_ rows: [String]) -> String {
                head + rows.map { "uhp,\($0)\n" }.joined()
            }
            let good = "A/1,overseas_nurse,nurse,Ann,Lee,2022-02-01,2022-03-01,withdrawn,family_reasons"
            let before = try await office.rows()
            let faults = try await office.faults(
                "candidates",
                file([
                    good, "A/2,overseas_nurse,nurse,Ann,Lee,2022-02-01,2022-03-01,withdrawn,",
                    "A/3,overseas_nurse,nurse,Ann,Lee,2022-02-01,2022-01-31,withdrawn,family_reasons",
                    "A/4,overseas_nurse,nurse,Ann,Lee,2022-02-01,2122-01-31,withdrawn,family_reasons",
                    "A/5,overseas_nurse,nurse,Ann,Lee,2022-02-01,2022-03-01,rejected,family_reasons",
                    "A/6,overseas_nurse,nurse,Ann,Lee,2022-02-01,2022-03-01,vanished,family_reasons",
                    "A/7,overseas_nurse,nurse,Ann,Lee,2122-02-01,,,",
                ]))
            #expect(
                faults == [
                    "3 left_reason: -", "4 left_on: 2022-01-31", "5 left_on: 2122-01-31",
                    "6 left_reason: family_reasons", "7 left_as: vanished", "8 registered_on: 2122-02-01",
                ])
            #expect(try await office.rows() == before)
            try await office.load("candidates", file([good]))
            #expect(try await office.load("candidates", file([good])).unchanged == 1)
            let changed = try await office.refusal(
                "candidates", file([good.replacingOccurrences(of: "2022-03-01", with: "2022-03-02")]))
            #expect(changed.message.contains("berth candidate withdraw, reject or reinstate"))
        }
    }

    @Test("a file moves nobody to another round")
    func moves() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            let error = try await office.refusal(
                "candidates",
                ImportFiles.candidates.replacingOccurrences(
                    of: "EXT/2,PLY-OSW-2022,1", with: "EXT/2,PLY-OSW-2022,2"))
            #expect(error.details.map(\.line) == [3])
            #expect(error.message.contains("berth candidate move"))
        }
    }

    @Test("partners: another partnership, an unknown kind, a repeated code, a code that is none")
    func partners() async throws {
        try await ImportOffice.open { office in
            let faults = try await office.faults(
                "partners",
                """
                partnership,organisation,name,kind
                worcestershire,wcc,Worcestershire,council
                plymouth,uhp,Hospitals,hospital
                plymouth,ok,Fine,council
                plymouth,ok,Fine,council
                plymouth,Not A Code,Bad,council
                plymouth,z,Short,council

                """)
            #expect(
                faults == [
                    "2 partnership: worcestershire", "3 kind: hospital", "5 organisation: ok",
                    "6 organisation: Not A Code", "7 organisation: z",
                ])
        }
    }

    @Test("contracts: money to the penny, dates in their order, an award with its terms")
    func contracts() async throws {
        try await ImportOffice.open { office in
            try await office.load("partners", ImportFiles.partners)
            let faults = try await office.faults(
                "contracts",
                """
                organisation,contract_ref,title,supplier,bid_opened_on,awarded_on,starts_on,ends_on,fee_per_starter,rebate_days
                uhp,C1,T,S,2022-01-01,2022-01-02,2022-02-01,2022-12-31,1320.5,
                uhp,C2,T,S,2022-01-01,2022-01-02,2022-02-01,2022-12-31,"1.320,50",
                uhp,C3,T,S,2022-01-01,2022-01-02,2022-02-01,2022-12-31,-1.00,
                uhp,C4,T,S,2022-01-03,2022-01-02,2022-02-01,2022-01-31,,
                uhp,C5,T,,,2022-01-02,,,,
                uhp,C6,T,,2023-01-01,,,,,
                uhp,C/7,T,,,,,,,-1
                other,C8, ,,,,,,,

                """)
            #expect(
                faults == [
                    "2 fee_per_starter: 1320.5", "3 fee_per_starter: 1.320,50", "4 fee_per_starter: -1.00",
                    "5 ends_on: 2022-01-31", "5 awarded_on: 2022-01-02", "6 supplier: -", "6 starts_on: -",
                    "6 ends_on: -", "7 bid_opened_on: 2023-01-01", "8 contract_ref: C/7", "8 rebate_days: -1",
                    "9 title:  ",
                ])
        }
    }

    @Test("rounds: a target of zero, an option first, an overlap, an unknown contract or milestone")
    func rounds() async throws {
        try await ImportOffice.open { office in
            try await office.load("partners", ImportFiles.partners)
            try await office.load("contracts", ImportFiles.contracts)
            let before = try await office.rows()
            let error = try await office.refusal(
                "rounds",
                """
                contract_ref,round_no,target,opens_on,due_on,counts_at,is_option,option_decide_by
                PLY-OSW-2022,1,0,2022-02-01,2022-10-31,,,
                PLY-OSW-2022,2,6,2022-11-01,2023-02-28,started,true,2022-10-31
                NONE,1,6,2022-11-01,2023-02-28,,,
                PLY-OSW-2022,3,6,2023-03-01,2023-04-28,,,
                PLY-OSW-2022,4,6,2023-04-01,2023-05-28,,,
                PLY-OSW-2022,5,6,2023-06-01,2023-05-28,landed,,2023-06-01
                NURSE.1,1,6,2023-06-01,2023-07-28,,,

                """)
            let places = error.details.map { "\($0.line ?? 0) \($0.column ?? "-"): \($0.value ?? "-")" }
            #expect(
                places == [
                    "2 target: 0", "3 round_no: 2", "4 round_no: 1", "6 round_no: 4", "7 counts_at: landed",
                    "7 due_on: 2023-05-28", "7 option_decide_by: 2023-06-01", "8 round_no: 1",
                ])
            #expect(try await office.rows() == before)
        }
    }

    @Test("the form of a file: encoding, quotes, columns that are missing or unknown, an empty file")
    func form() async throws {
        try await ImportOffice.openWithRound { office in
            let before = try await office.rows()
            let latin = Data(ImportFiles.candidates.data(using: .isoLatin1) ?? Data())
            await #expect {
                try await office.workspace.perform(
                    ImportFile(kind: "candidates", source: try office.source(latin)), as: office.admin)
            } throws: { error in
                let error = error as? ServiceError
                return error?.kind == .badData && error?.message.contains("CSV UTF-8") == true
                    && error?.details.first?.line == 2
            }
            let stray = try await office.refusal(
                "partners", ImportFiles.partners.replacingOccurrences(of: "University", with: "Uni\"versity"))
            #expect(stray.details.map(\.line) == [3])
            #expect(stray.message.contains("stray quote"))
            let columns = try await office.refusal("partners", "partnership,organisation,name,colour\n")
            #expect(columns.details.map(\.column) == ["kind", "colour"])
            #expect(columns.kind == .badData)
            #expect(try await office.refusal("partners", "").message.contains("empty"))
            #expect(try await office.refusal("ships", "").kind == .usage)
            #expect(try await office.rows() == before)
            let ignored = try await office.load(
                "partners", "colour,kind,name,organisation,partnership\nred,police,Police,police,plymouth\n",
                ignoreUnknown: true)
            #expect(ignored.added == 1)
        }
    }

    @Test("a file with ten thousand and five faults lists ten thousand")
    func manyFaults() async throws {
        try await ImportOffice.open { office in
            let rows = (0..<10_005).map { "plymouth,org_\($0),Name,unknown\n" }.joined()
            let error = try await office.refusal("partners", "partnership,organisation,name,kind\n" + rows)
            #expect(error.details.count == 10_000)
            #expect(error.message.contains("10005 faults"))
            #expect(error.message.contains("5 more"))
        }
    }

    @Test("the file with the errors is the input with one more column")
    func errorFile() async throws {
        try await ImportOffice.open { office in
            let text = """
                kind,partnership,organisation,name
                council,plymouth,pcc,"Plymouth, City"
                hospital,plymouth,uhp,'=Hospitals
                council,plymouth,short
                council,plymouth,long,Long,more

                """
            let source = try office.source(text)
            let error = try await office.refusal("partners", text)
            var written: [UInt8] = []
            let marked = try ErrorFile.write(source, details: error.details) { written += $0 }
            #expect(marked == 3)
            let lines = String(decoding: written, as: UTF8.self).split(separator: "\n").map(String.init)
            #expect(lines[0] == "kind,partnership,organisation,name,error")
            #expect(lines[1] == "council,plymouth,pcc,\"Plymouth, City\",")
            #expect(lines[2].hasPrefix("hospital,plymouth,uhp,'=Hospitals,\"kind: "))
            #expect(lines[3].hasPrefix("council,plymouth,short,,"))
            #expect(lines[4].contains("The surplus fields: more"))
            #expect(lines.count == 5)
        }
    }
}
