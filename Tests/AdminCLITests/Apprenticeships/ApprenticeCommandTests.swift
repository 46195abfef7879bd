import TestSupport
import Testing

@testable import AdminCLI

/// `berth apprentice`, `standard` and `levy` over the demo of Worcestershire, as typed.
@Suite struct ApprenticeCommandTests {
    private func desk() async throws -> Desk {
        var desk = try await DemoDatabase.reading(at: "2022-09-30T17:00:00Z")
        desk.environment["BERTH_PARTNERSHIP"] = "worcestershire"
        return desk
    }

    @Test func whoIsWhere() async throws {
        let desk = try await desk()
        let waiting = try await desk.done("apprentice list --state not_started --format json").json()
        let agreed = waiting.elements.filter { $0["approved_by"]?.elements.count == 2 }
        #expect(agreed.compactMap { $0["apprentice_ref"]?.string } == ["MAL-A-101", "WYC-A-101"])
        let page = try await desk.done("apprentice show WYC-A-101").output
        #expect(page.contains("Siân Fladbury") && page.contains("employer and provider"))
        #expect(page.contains("Nothing has happened yet."))
        let shown = try await desk.done("apprentice show WYC-A-001 --format json").json()
        #expect(shown["off_the_job"]?["done_minutes"]?.integer == 1_470)
        #expect(try await desk.berth("apprentice list --state asleep").code == 64)
        #expect(try await desk.berth("apprentice show NONE").code == 66)
        #expect(try await desk.berth("apprentice approve WYC-A-101 --for mother").code == 64)
        #expect(try await desk.berth("apprentice correct WYC-A-001 1 --reason typing").code == 64)
        let standards = try await desk.done("standard list --level 6 --format csv").output
        #expect(standards.contains("ST0510") && !standards.contains("BUSINESS-ADMIN-L3"))
    }

    /// Question 28.
    @Test func whatExpiresAndWhatWouldUseIt() async throws {
        let desk = try await desk()
        let report = try await desk.done("levy forecast wychavon --format json").json()
        let horizons = report["horizons"]?.elements ?? []
        #expect(horizons.compactMap { $0["months"]?.integer } == [3, 6, 12])
        for horizon in horizons {
            let rules = horizon["expected"]?.elements.compactMap { $0["after_months"]?.integer }
            #expect(rules == [24, 12])
            func sum(_ key: String) -> Int {
                horizon[key]?.elements.compactMap { $0["pence"]?.integer }.reduce(0, +) ?? -1
            }
            #expect(sum("if_nothing_is_spent") > sum("expected"))
            #expect(sum("expected") > sum("if_agreed_start"))
        }
        #expect(
            report["waiting"]?.elements.compactMap { $0["apprentice_ref"]?.string } == ["WYC-A-101"])
        #expect(
            report["hard_to_fill"]?.elements.filter { $0["is_used"] == .boolean(false) }
                .compactMap { $0["standard_ref"]?.string } == ["ST0831"])
        #expect(
            report["hard_to_fill"]?.elements.compactMap { $0["starts_to_use_up"]?.integer }.first.map {
                $0 > 1
            }
                == true)
        let table = try await desk.done("levy forecast wychavon --spending 900.00 --income 0.00").output
        #expect(table.contains("24 months, funds from 2017-05"))
        #expect(table.contains("12 months, funds from 2026-08"))
        let ends =
            "Funds expire at the ends of months, from that of 2022-10 on: 3 months through that of 2022-12, "
        #expect(table.contains(ends))
        let open = try await desk.done("levy forecast wychavon --as-of 2022-09-15").output
        #expect(
            open.contains("from that of 2022-09, which is not over, on: 3 months through that of 2022-12"))
        let months = try await desk.done("levy show wychavon --format csv").output.split(separator: "\n")
        #expect(months.count == 34 && months[1].hasPrefix("2020-01,"))
        let whole = try await desk.done("levy show wychavon").output
        #expect(
            whole.hasPrefix("Levy account of wychavon as of 30 September 2022, recorded through 2022-09: "))
        var later = try await DemoDatabase.reading(at: "2022-12-20T17:00:00Z")
        later.environment["BERTH_PARTNERSHIP"] = "worcestershire"
        let behind = try await later.done("levy show wychavon --as-of 2022-12-15")
        #expect(behind.output.contains(", recorded through 2022-09 only, 2 months behind: "))
        #expect(
            try await later.done("levy show wychavon --as-of 2022-11-29").output.contains(
                " only, 1 month behind: "))
        var changed = try await DemoDatabase.reading(at: "2026-03-20T17:00:00Z")
        changed.environment["BERTH_PARTNERSHIP"] = "worcestershire"
        let planners = try await changed.done("levy forecast wychavon").output
        #expect(
            planners.contains(
                "(ST0831), a way to planning officer, up to £15,000.00 an apprentice who is no older than 21")
        )
        #expect(planners.contains("was to start on 3 October 2022, and is reckoned as if it started now"))
        #expect(try await desk.berth("levy forecast --as-of 2022-10-01").code == 65)
        #expect(try await desk.berth("db seed --scale 0.1 --apprentices 300").code == 64)
        #expect(try await desk.berth("levy show bromsgrove").code == 66)
        #expect(try await desk.berth("levy forecast wychavon --spending lots").code == 64)
    }

    /// Every account beside the others has the figures of its own forecast.
    @Test func everyLevyAccountAtOnce() async throws {
        let desk = try await desk()
        let overview = try await desk.done("levy forecast --format json").json()
        let accounts = overview["accounts"]?.elements ?? []
        #expect(accounts.count > 1)
        for account in accounts {
            let code = try #require(account["organisation"]?.string)
            let own = try await desk.done("levy forecast \(code) --format json").json()
            for key in ["balance_pence", "expired_pence", "horizons", "transfer", "recorded_through"] {
                #expect(account[key] == own[key], "\(code) \(key)")
            }
        }
        let table = try await desk.done("levy forecast").output
        #expect(table.hasPrefix("Levy accounts as of 30 September 2022: what is expected to expire.\n"))
        let receiver = "Could use a transfer: malvern_hills, which has no levy account: 1 apprentice agreed"
        #expect(table.contains(receiver))
        let early = try await desk.done("levy forecast --as-of 2016-01-01").output
        #expect(early.contains("Nothing is recorded of any levy account"))
        for line in ["levy forecast --spending 1.00", "levy forecast --income 1.00"] {
            let refused = try await desk.berth(line)
            #expect(refused.code == 64 && refused.errors.contains("are of one organisation"), "\(line)")
        }
    }

    @Test func whatIsTypedOfOneApprentice() async throws {
        try await DemoDatabase.with(.demo) { database in
            var desk = try Desk(database, at: "2022-10-14T09:00:00Z")
            desk.environment["BERTH_PARTNERSHIP"] = "worcestershire"
            let started = try await desk.done("apprentice record WYC-A-101 started --on 2022-10-03")
            #expect(
                started.output
                    == "WYC-A-101 started; in learning since 3 October 2022, until 2 October 2024.\n")
            #expect(try await desk.berth("apprentice record WYC-A-101 returned").code == 73)
            try await desk.done(
                "apprentice record WYC-A-101 break_started --on 2022-10-10 --reason parental_leave")
            let corrected = try await desk.done(
                "apprentice correct WYC-A-101 2 --take-back --reason 'Another person'")
            #expect(corrected.output.hasPrefix("Corrected WYC-A-101; in learning since 3 October 2022"))
            #expect(try await desk.berth("apprentice hours WYC-A-101 --month 2022-10 --hours 157").code == 65)
            try await desk.done("apprentice hours WYC-A-101 --month 2022-10 --hours 7.5")
            #expect(try await desk.berth("apprentice hours WYC-A-101 --month 2022-10 --hours 8").code == 73)
            #expect(try await desk.berth("apprentice hours WYC-A-101 --month 2022-10 --hours x").code == 64)
            let changed = try await desk.done("apprentice change WYC-A-101 --price £9,500")
            #expect(
                changed.output
                    == "Changed WYC-A-101. The employer and the provider had agreed to the terms before; both sides have to agree to the new ones with berth apprentice approve.\n"
            )
            let dearer = try await desk.done("apprentice change WYC-A-101 --price 12000")
            #expect(
                dearer.output
                    == "Changed WYC-A-101. Funding pays £10,000.00 at most, and the employer the other £2,000.00.\n"
            )
            #expect(
                try await desk.done("apprentice show WYC-A-101").output.contains(
                    "£12,000.00, of which funding pays £10,000.00 and the employer £2,000.00"))
            #expect(try await desk.berth("apprentice change WYC-A-101 --price 9.5").code == 64)
            try await desk.done("apprentice change WYC-A-101 --age-exception")
            let excepted = try await desk.done("apprentice show WYC-A-101 --format json").json()
            #expect(excepted["apprentice"]?["age_exception"]?.description == "true")
            try await desk.done("apprentice change WYC-A-101 --no-age-exception")
            #expect(
                try await desk.berth(
                    "apprentice correct WYC-A-101 1 --take-back --reason x --override-reason y"
                ).code == 65)
            let audit = try await desk.done("audit show WYC-A-101").output
            #expect(audit.contains("apprentice_changed") && audit.contains("apprenticeship_started"))
            let added = try await desk.done(
                "apprentice add --organisation redditch --given-name Bo --family-name Li --standard ST0831 --role planning_officer"
            )
            #expect(added.output.hasPrefix("Added WOR-A-0001-"))
            let reference = try #require(added.output.split(separator: " ").dropFirst().first).dropLast()
            #expect(
                try await desk.berth("apprentice correct \(reference) --on 2022-10-03 --reason typing").code
                    == 64)
            #expect(
                try await desk.done("apprentice correct \(reference) --take-back --reason typing").output
                    == "Taken back: \(reference) is not to be on ST0831.\n")
            #expect(try await desk.berth("apprentice show \(reference)").code == 66)
            #expect(
                try await desk.berth("apprentice correct WYC-A-101 --take-back --reason typing").code == 73)
            #expect(
                try await desk.berth(
                    "apprentice add --organisation redditch --given-name Bo --family-name Li --standard ST9 --role team_leader"
                ).code == 66)
        }
    }
}
