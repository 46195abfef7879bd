import Foundation
import FoundationXML
import Testing

@testable import AdminCLI

/// `match show --chart` on the demo: the pictures and the tables behind them.
@Suite struct MatchPictureTests {
    /// A desk in Worcestershire with a run of the demo's term.
    private func withRun(_ body: (Desk) async throws -> Void) async throws {
        try await DemoDatabase.with(.demo) { database in
            var desk = try Desk(database)
            desk.environment["BERTH_PARTNERSHIP"] = "worcestershire"
            try await desk.done("match run --term autumn-2022 --as-of 2022-09-01")
            try await body(desk)
        }
    }

    @Test func thePicturesAreWellFormedAndAlwaysTheSame() async throws {
        try await withRun { desk in
            for chart in ["map", "load"] {
                let svg = try await desk.done("match show --chart \(chart)").output
                #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
                #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(chart)")
                #expect(try await desk.done("match show --chart \(chart)").output == svg)
                #expect(svg.contains("<desc>") && svg.contains("WCS-22-01"))
            }
        }
    }

    @Test func studentsAreOnTheMapByReferenceOnlyIfAskedForAndNeverByName() async throws {
        try await withRun { desk in
            let plain = try await desk.done("match show --chart map").output
            let labelled = try await desk.done("match show --chart map --labels").output
            #expect(!plain.contains("UW-22-"))
            #expect(labelled.contains("UW-22-001"))
            let students = try await desk.done("student list --format json").json()
            let names = students.elements.compactMap { $0["family_name"]?.string }
            #expect(names.count >= 30)
            for text in [plain, labelled] {
                for name in names { #expect(!text.contains(name), "\(name)") }
            }
        }
    }

    @Test func theTableBehindTheMapIsTheRun() async throws {
        try await withRun { desk in
            let run = try await desk.done("match show --format json").json()
            let map = try await desk.done("match show --chart map --format json").json()
            let students = map["students"]?.elements ?? []
            let there = run["assignments"]?.elements ?? []
            #expect(!there.isEmpty)
            for place in there {
                let student = students.first { $0["student_ref"] == place["student_ref"] }
                #expect(student?["placement_ref"] == place["placement_ref"], "\(place)")
                #expect(student?["placed"] == .boolean(true))
            }
            let without = students.filter { $0["placed"] == .boolean(false) }
            #expect(without.count == run["unplaced"]?.elements.count)
            let bottlenecks = map["bottlenecks"]?.elements ?? []
            for student in without {
                let number = try #require(student["bottleneck"]?.integer, "\(student)")
                let bottleneck = try #require(
                    bottlenecks.indices.contains(number - 1) ? bottlenecks[number - 1] : nil)
                let group = try #require(bottleneck["students"]?.integer)
                let places = try #require(bottleneck["places"]?.integer)
                let unplaced = try #require(bottleneck["unplaced"]?.elements.count)
                #expect(group - places == unplaced, "so many of them have to be without a place")
            }
            #expect(!(try await desk.done("match show --chart map --format json").output.contains("itude")))
            let table = try await desk.done("match show --chart map --format csv")
            #expect(table.lines.count == students.count + 1)
        }
    }

    @Test func theLoadAddsUp() async throws {
        try await withRun { desk in
            let run = try await desk.done("match show --format json").json()
            let load = try await desk.done("match show --chart load --format json").json()
            var taken = 0
            for setting in load["settings"]?.elements ?? [] {
                let placements = setting["placements"]?.elements ?? []
                for key in ["capacity", "taken"] {
                    let sum = placements.reduce(0) { $0 + ($1["load"]?[key]?.integer ?? 0) }
                    #expect(setting["load"]?[key]?.integer == sum, "\(key) of \(setting)")
                }
                taken += setting["load"]?["taken"]?.integer ?? 0
            }
            #expect(taken == run["placed"]?.integer)
            let lines = try await desk.done("match show --chart load --format csv").lines
            #expect(lines.first?.hasPrefix("setting,placement,team,host,places,taken,free") == true)
        }
    }

    @Test func anOrganisationSeesItsOwnOnly() async throws {
        try await withRun { desk in
            for (login, organisation) in [
                ("una", "university_of_worcester"), ("hugo", "wcc_childrens_services"),
            ] {
                try await desk.done("user add \(login) --name \(login)")
                try await desk.done("user grant \(login) partner --organisation \(organisation)")
            }
            var university = desk
            university.environment["BERTH_USER"] = "una"
            let own = try await university.done("match show --chart map --format json").json()
            #expect(own["partial"] == .boolean(true))
            #expect(own["students"]?.elements.count == 30)
            let report = try await university.done("match show --format json").json()
            let held = Set((report["assignments"]?.elements ?? []).compactMap { $0["placement_ref"]?.string })
            #expect(
                Set((own["placements"]?.elements ?? []).compactMap { $0["placement_ref"]?.string }) == held)
            #expect(!held.isEmpty)
            let full = try await university.done("match show --chart load --format json").json()
            #expect(full["partial"] == .boolean(true))

            var host = desk
            host.environment["BERTH_USER"] = "hugo"
            let offers = try await host.done("match show --chart map --format json").json()
            let coming = try await host.done("match show --format json").json()
            #expect(
                (offers["students"]?.elements ?? []).map { $0["student_ref"] }
                    == (coming["assignments"]?.elements ?? []).map { $0["student_ref"] })
            let all = try await desk.done("match show --chart map --format json").json()
            let ours = (all["placements"]?.elements ?? []).filter {
                $0["placement_ref"]?.string?.hasPrefix("WCS-") == true
            }
            let seen = offers["placements"]?.elements ?? []
            #expect(seen.map { $0["taken"] } == ours.map { $0["taken"] }, "who comes to it is counted")
            #expect(seen.count == ours.count && !seen.isEmpty)
            #expect(try await !host.done("match show --chart map").output.contains("UW-22-"))
        }
    }

    @Test(arguments: [
        "match show --labels", "match show --chart load --labels", "match show --chart map --fairness",
        "match show --chart pie",
    ])
    func whatDoesNotGoTogetherIsRefused(line: String) async throws {
        #expect(try await Desk().berth(line).code == 64)
    }
}
