import TestSupport
import Testing

@testable import AdminCLI

/// `berth report` over the demo of Worcestershire, as typed.
@Suite struct ReportCommandTests {
    private func desk() async throws -> Desk {
        var desk = try await DemoDatabase.reading(at: "2022-09-30T17:00:00Z")
        desk.environment["BERTH_PARTNERSHIP"] = "worcestershire"
        return desk
    }

    /// Question 27: low take-up in the districts, beside last year and the other partners.
    @Test func takeUpIsLowInTheDistricts() async throws {
        let desk = try await desk()
        let report = try await desk.done("report take-up --compare last-year --format json").json()
        let lines = report["organisations"]?.elements ?? []
        #expect(lines.count == 11)
        for line in lines {
            let code = line["organisation"]?.string ?? ""
            let isDistrict = ["bromsgrove", "redditch", "worcester_city", "wychavon", "wyre_forest"].contains(
                code)
            guard case .number(let rate) = line["take_up_rate"] else {
                // The one district whose headcount is too old.
                #expect(code == "malvern_hills" && line["take_up_rate"] == .null)
                #expect(line["reasons"]?["take_up_rate"]?.string?.contains("2021-03-31") == true)
                continue
            }
            #expect((rate < 0.0125) == isDistrict, "\(code) \(rate)")
            #expect(line["target_rate"] == .number(0.023))
            #expect(line["last_year"]?["starts"]?.integer != nil, "\(code)")
        }
        let keys: Set = [
            "organisation", "starts", "in_learning", "on_break", "at_gateway", "achieved", "withdrawn",
            "headcount",
            "headcount_on", "new_apprentices", "take_up_rate", "target_rate", "suppressed",
        ]
        #expect(lines.first.map { keys.subtracting($0.keys) } == [])
        #expect(
            Set([
                "report", "as_of", "as_at", "partnership", "generated_at", "rules", "period", "roles",
                "total",
            ])
            .subtracting(report.keys) == [])
        let table = try await desk.done("report take-up").output
        #expect(table.contains("Rate: new apprentices in the period ÷ employees before the period."))
        #expect(table.contains("x malvern_hills: no headcount of malvern_hills"))
        for by in ["role", "level", "standard"] {
            #expect(try await desk.done("report take-up --by \(by) --format csv").output.contains(",starts,"))
        }
        #expect(try await desk.berth("report take-up --compare yesterday").code == 64)
        #expect(try await desk.berth("report take-up --threshold 1").code == 65)
    }

    @Test func whichRoutesAreUsedByWhom() async throws {
        let desk = try await desk()
        let rows = try await desk.done("report take-up --by route --format csv").output.split(separator: "\n")
        let planner = rows.first { $0.contains("ST0831") }
        #expect(planner?.contains("nobody") == true && planner?.contains("bromsgrove, malvern_hills") == true)
        #expect(rows.contains { $0.hasPrefix("special_constable,none,") })
    }

    /// Question 30: which figure is suppressed, by which rule, and can it be had again.
    @Test func whatIsSuppressedSaysSo() async throws {
        let desk = try await desk()
        let line =
            "report take-up --threshold 5 --as-of 2022-09-30 --as-at 2022-09-30T16:00:00Z --format json"
        let first = try await desk.done(line).output
        let report = try JSONValue(text: first)
        let wychavon = report["organisations"]?.elements.first { $0["organisation"]?.string == "wychavon" }
        #expect(wychavon?["starts"] == .null && wychavon?["suppressed"] == .boolean(true))
        #expect(wychavon?["suppressed_figures"]?.elements.contains(.text("starts")) == true)
        #expect(wychavon?["take_up_rate"] == .null)
        #expect(report["method"]?["threshold"]?.integer == 5)
        var next = desk
        next.now = try Desk.instant("2022-10-31T08:00:00Z")
        #expect(try await next.done(line).output == first)
        let rounded = try await desk.done("report take-up --threshold 5 --round-to-five --format json").json()
        for one in rounded["organisations"]?.elements ?? [] {
            if let starts = one["starts"]?.integer { #expect(starts % 5 == 0) }
        }
    }

    @Test func aPictureWithItsTable() async throws {
        let desk = try await desk()
        let svg = try await desk.done("report take-up --chart --compare last-year").output
        #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
        #expect(svg.contains("Wychavon District Council") && svg.contains("measure 2.3 %, statutory"))
        #expect(svg.contains("x, not known"))
        #expect(try await desk.done("report take-up --chart --format csv").output.hasPrefix("organisation,"))
        let hidden = try await desk.done("report take-up --chart --threshold 5").output
        #expect(hidden.contains("c, not shown"))
    }

    @Test func signedReportsAndWhatChanged() async throws {
        let desk = try await desk()
        let returns = try await desk.done("report returns --format json").json().elements
        #expect(returns.compactMap { $0["version"]?.integer } == [1, 2])
        let reference = try #require(returns.first?["return_ref"]?.string)
        let page = try await desk.done("report show-return \(reference)").output
        #expect(
            page.contains("take_up/wychavon/headcount") && page.contains("headcount wychavon 2021-03-31 r2"))
        let first = try await desk.done("report show-return \(reference) --version 1 --format json")
        #expect(first.output.contains("\"generated_at\" : \"2022-05-16T16:00:00Z\""))
        // Made again as at that moment it is the same to the byte.
        let again = try await desk.done(
            "report take-up --as-of 2022-05-16 --as-at 2022-05-16T16:00:00Z --format json")
        #expect(again.output == first.output)
        for format in ["table", "csv"] {
            let signed = try await desk.done(
                "report show-return \(reference) --version 1 --format \(format)"
            ).output
            let made = try await desk.done(
                "report take-up --as-of 2022-05-16 --as-at 2022-05-16T16:00:00Z --format \(format)")
            #expect(signed == made.output && signed.contains("wychavon"))
        }
        #expect(try await desk.berth("report show-return WOR-R-0009-X").code == 66)
    }

    @Test func whatIsSignedReadsAsTheReport() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database, at: "2022-10-01T09:00:00.5Z")
            let commands = [
                "report workforce --as-of 2022-09-30 --threshold 5",
                "report take-up --compare last-year --threshold 5 --as-of 2022-09-30 \(AsAtTests.worcestershire)",
            ]
            for command in commands {
                let place = command.contains("worcestershire") ? AsAtTests.worcestershire : ""
                try await desk.done(command.replacing("report ", with: "report sign "))
                let signed = try await desk.done("report returns --format json \(place)").json().elements
                let reference = try #require(signed.last?["return_ref"]?.string)
                for format in ["table", "json", "csv"] {
                    let shown = try await desk.done(
                        "report show-return \(reference) --format \(format) \(place)")
                    #expect(
                        try await shown.output == desk.done("\(command) --format \(format)").output,
                        "\(command) as \(format)")
                }
            }
            let empty = try await desk.berth("report sign workforce \(AsAtTests.worcestershire)")
            #expect(empty.code == 65 && empty.errors.contains("nothing to sign"))
            #expect(try await desk.berth("report sign take-up --as-of 2022-09-30").code == 65)
        }
    }

    @Test func whoeverSignsIsToldWhatItShowsAndLacks() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database, at: "2022-10-01T09:00:00Z")
            let period = "--from 2020-04-01 --to 2021-03-31 \(AsAtTests.worcestershire)"
            let few = "of fewer than 5 people as they are"
            #expect(try await desk.done("report sign take-up \(period)").output.contains(few))
            #expect(
                try await !desk.done("report sign take-up \(period) --threshold 5").output.contains(few))
            let signed = try await desk.done("report sign workforce --as-of 2022-08-31").output
            #expect(signed.contains("\nNot in it: turnover rate by "))
            #expect(signed.contains("on a 30 September only."))
            #expect(
                try await !desk.done("report sign workforce --as-of 2022-09-30").output.contains("Not in it"))
        }
    }

    @Test func aFigureIsTraced() async throws {
        try await DemoDatabase.with(.demo) { database in
            var desk = try Desk(database, at: "2022-09-30T17:00:00Z")
            desk.environment["BERTH_PARTNERSHIP"] = "worcestershire"
            let trace = try await desk.done("report trace take_up/wychavon/starts").output
            #expect(
                trace.contains("WYC-A-001 BUILDING-CONTROL-L6 1 r1") && trace.contains("started 2021-09-06"))
            #expect(try await desk.berth("report trace take_up/wychavon/stars").code == 66)
            #expect(
                try await desk.berth("report trace take_up/wychavon/starts --as owen.tibberton").code == 77)
            #expect(try await desk.berth("report sign take-up").code == 73)
            let signed = try await desk.done("report sign take-up --threshold 5")
            #expect(
                signed.output.hasPrefix("Signed take-up 2021-04-01/2022-03-31 threshold=5 as WOR-R-0002-"))
            #expect(try await desk.berth("report sign take-up --organisation wychavon").code == 65)
        }
    }

    /// The CSV has what only JSON had; the picture and its table do not part.
    @Test func theFileHasEveryFigureOfTheReturn() async throws {
        let desk = try await desk()
        let text = try await desk.done("report take-up --compare last-year --format csv").output
        let lines = text.split(separator: "\n").map(String.init)
        let columns = lines[0].split(separator: ",").map(String.init)
        for column in [
            "organisation", "rate", "apprentices_before", "already_employed", "new_hires", "transferred",
            "took_part",
            "apprentices_at_end", "employees_at_end", "employees_started", "employment_starts_rate",
            "total_headcount_rate", "schools_new_apprentices", "schools_take-up_rate", "last_year_starts",
            "last_year_total_headcount_rate", "reasons",
        ] { #expect(columns.count { $0 == column } == 1, "\(column) of \(columns)") }
        #expect(Set(columns).count == columns.count)
        let malvern = lines.first { $0.hasPrefix("malvern_hills,") }
        #expect(malvern?.contains("take_up_rate: ") == true && malvern?.contains("2021-03-31") == true)
        let table = try await desk.done("report take-up").output
        #expect(!table.contains("Total headcount rate") && !table.contains("New hires"))
        let roles = try await desk.done("report take-up --by role --format csv").output
        #expect(roles.split(separator: "\n")[0].contains("took_part"))
        #expect(try await desk.berth("report take-up --chart --by standard").code == 64)
        #expect(try await desk.berth("report take-up --chart --by standard --format csv").code == 64)
        #expect(try await desk.berth("report take-up --standard NOPE").code == 66)
    }
}
