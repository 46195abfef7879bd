import TestSupport
import Testing

@testable import AdminCLI

/// `berth candidate …`: from the register to the way out, as typed.
@Suite struct CandidateCommandTests {
    static let register =
        "candidate register --organisation plymouth_city_council --round PLY-OSW-2022/1 "
        + "--pathway direct_hire --role social_worker"

    @Test(arguments: [
        ("Vasconcelos", "PLY-C-0004-F"), ("joao", "PLY-C-0004-F"), ("AKINDELE", "PLY-C-0005-D"),
        ("fọláṣadé", "PLY-C-0005-D"), ("wisniewska-zak", "PLY-C-0012-V"), ("Pena", "PLY-C-0009-9"),
        ("PLY-C-0011-U", "PLY-C-0011-U"), ("t.nkosi@example.org", "PLY-C-0002-S"),
    ])
    func isFoundByNameReferenceOrAddress(_ text: String, _ reference: String) async throws {
        let outcome = await (try await DemoDatabase.reading()).run([
            "candidate", "search", text, "--format", "json",
        ])
        #expect(outcome.code == 0)
        let found = try outcome.json().elements.compactMap { $0["candidate_ref"]?.string }
        #expect(found.contains(reference), "\(text): \(outcome.output)")
    }

    @Test(arguments: ["%", "_", "'; drop table berth.candidate; --", "\\", "nobody at all"])
    func aPatternIsTextLikeAnyOther(_ text: String) async throws {
        let outcome = await (try await DemoDatabase.reading()).run(["candidate", "search", text])
        #expect(outcome.code == 0, "\(outcome.testDescription)")
        #expect(outcome.output.hasPrefix("Nobody fits "), "\(text): \(outcome.output)")
    }

    @Test func aNewCandidateGetsTheNextReferenceAndCountsInTheRound() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database)
            let outcome = try await desk.done(
                "\(Self.register) --given-name Ada --family-name Nwosu --format json")
            #expect(outcome.errors.isEmpty, "nobody looks like her: \(outcome.errors)")
            let reference = try #require(try outcome.json()["candidate"]?["candidate_ref"]?.string)
            #expect(reference.hasPrefix("PLY-C-0014-"))
            let report = try await desk.done("round show PLY-OSW-2022/1 --format json").json()
            #expect(report["candidates"]?.elements.last?["ref"] == .text(reference))
            let show = try await desk.done("candidate show \(reference) --format json").json()
            let milestones = show["milestones"]?.elements ?? []
            #expect(milestones.first?["state"] == .text("ready"))
            #expect(milestones.dropFirst().allSatisfy { $0["state"] == .text("later") })
        }
    }

    @Test func somebodyWhoLooksRegisteredIsNamed() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database)
            let same =
                "\(Self.register) --given-name joao --family-name \"vasconcelos de araujo\" "
                + "--date-of-birth 1984-09-08 --email joao.vasconcelos@example.org"
            let first = try await desk.berth(same)
            #expect(first.code == 73, "\(first.testDescription)")
            #expect(first.errors.contains("PLY-C-0004-F") && first.errors.contains("--allow-duplicate"))
            let allowed = try await desk.done("\(same) --allow-duplicate \"his brother\"")
            #expect(allowed.output.hasPrefix("Registered PLY-C-"))
        }
    }

    @Test func particularsAreCorrected() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database)
            let done = try await desk.done(
                "candidate edit PLY-C-0011-U --family-name \"Núñez Peña\" --clear date-of-birth")
            #expect(done.output == "Changed PLY-C-0011-U \(try await name(desk)).\n")
            let show = try await desk.done("candidate show PLY-C-0011-U --format json").json()
            #expect(show["candidate"]?["family_name"] == .text("Núñez Peña"))
            let unknown = try await desk.berth("candidate edit PLY-C-0011-U --clear pathway")
            #expect(unknown.code == 64 && unknown.errors.contains("date_of_birth"), "\(unknown.errors)")
            let again = try await desk.berth("candidate edit PLY-C-0011-U --family-name \"Núñez Peña\"")
            #expect(again.code == 65, "\(again.testDescription)")
        }

        func name(_ desk: Desk) async throws -> String {
            let show = try await desk.done("candidate show PLY-C-0011-U --format json").json()
            return [show["candidate"]?["given_name"]?.string, show["candidate"]?["family_name"]?.string]
                .compactMap { $0 }.joined(separator: " ")
        }
    }

    @Test func outOfOrderOnlyWithAReasonThatIsKept() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database)
            let line = "candidate record PLY-C-0011-U arrived --on 2022-09-29"
            let refused = try await desk.berth(line)
            #expect(refused.code == 65 && refused.errors.contains("--override"), "\(refused.errors)")
            try await desk.done("\(line) --override \"came on another visa\"")
            let audit = try await desk.done("audit show PLY-C-0011-U --format json").output
            #expect(audit.contains("came on another visa"))
            // Those who record may not all record out of order.
            let panel = try await desk.berth(
                "candidate record PLY-C-0012-V arrived --on 2022-09-29 --override x --as hannah.pascoe")
            #expect(panel.code == 77, "\(panel.testDescription)")
        }
    }

    @Test func aCorrectionLeavesTheFirstRecordInTheTimeline() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database)
            try await desk.done("candidate correct PLY-C-0001-T started --on 2022-09-06 --reason \"a slip\"")
            let show = try await desk.done("candidate show PLY-C-0001-T --format json").output
            #expect(show.contains("2022-09-06") && !show.contains("2022-09-05"))
            let timeline = try await desk.done("candidate timeline PLY-C-0001-T --format csv").output
            #expect(timeline.contains("2022-09-05") && timeline.contains("2022-09-06"))
            #expect(timeline.contains("a slip"))
            try await desk.done(
                "candidate correct PLY-C-0001-T started --never-happened --reason \"no show\"")
            let report = try await desk.done("round show PLY-OSW-2022/1 --format json").json()
            #expect(report["counts"]?["achieved"] == .number(3))
            #expect(try await desk.done("audit verify").output.contains("Every chain is whole."))
        }
    }

    @Test func theWaysOutAndBack() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database)
            func lost() async throws -> Int? {
                try await desk.done("round show PLY-OSW-2022/1 --format json").json()["counts"]?["lost"]?
                    .integer
            }
            #expect(try await lost() == 1)
            try await desk.done("candidate withdraw PLY-C-0008-B --reason housing --on 2022-09-28")
            try await desk.done("candidate reject PLY-C-0010-S --reason police_certificate_unsatisfactory")
            #expect(try await lost() == 3)
            let late = try await desk.berth("candidate record PLY-C-0008-B dbs_cleared")
            #expect(
                [65, 73].contains(late.code), "nothing is recorded of those who left: \(late.testDescription)"
            )
            // A reason of the one decision is none of the other.
            let mixed = try await desk.berth("candidate reject PLY-C-0011-U --reason housing")
            #expect(mixed.code == 65, "\(mixed.testDescription)")
            try await desk.done("candidate reinstate PLY-C-0008-B --reason \"found a flat\"")
            #expect(try await lost() == 2)
            let early = try await desk.berth("candidate move PLY-C-0011-U --to PLY-OSW-2022/2 --reason later")
            #expect(early.code == 73, "the option has not been exercised: \(early.testDescription)")
            try await desk.done("round exercise-option PLY-OSW-2022/2")
            try await desk.done("candidate move PLY-C-0011-U --to PLY-OSW-2022/2 --reason later")
            let report = try await desk.done("round show PLY-OSW-2022/2 --format json").json()
            #expect(report["candidates"]?.elements.map { $0["ref"]?.string } == ["PLY-C-0011-U"])
        }
    }

    @Test func theOptionHasItsLastDay() async throws {
        try await DemoDatabase.with(.demo) { database in
            let late = try Desk(database, at: "2022-10-15T09:00:00Z")
            let refused = try await late.berth("round exercise-option PLY-OSW-2022/2")
            #expect(refused.code != 0 && refused.errors.contains("--force"), "\(refused.testDescription)")
            let reasonless = try await late.berth("round exercise-option PLY-OSW-2022/2 --force")
            #expect(reasonless.code != 0, "\(reasonless.testDescription)")
            try await late.done(
                "round exercise-option PLY-OSW-2022/2 --force --reason \"agreed by the supplier\"")
            let twice = try await late.berth("round let-lapse PLY-OSW-2022/2")
            #expect(twice.code == 73, "\(twice.testDescription)")
            let list = try await late.done("round list --format csv").output
            #expect(!list.contains(",option,"), "\(list)")
        }
    }
}
