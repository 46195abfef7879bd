import TestSupport
import Testing

@testable import AdminCLI

/// `berth term`, `placement`, `student` and `educator` over the demo of Worcestershire, as typed.
@Suite struct PlacementCommandTests {
    private func desk() async throws -> Desk {
        var desk = try await DemoDatabase.reading(at: "2022-07-15T09:00:00Z")
        desk.environment["BERTH_PARTNERSHIP"] = "worcestershire"
        return desk
    }

    @Test func whoHasNotAnsweredAndHowOffersCompareWithLastYear() async throws {
        let desk = try await desk()
        let report = try await desk.done("placement offers --term autumn-2022 --format json").json()
        let hosts = report["hosts"]?.elements ?? []
        let overdue = hosts.filter { $0["state"]?.string == "overdue" }.compactMap { $0["host"]?.string }
        #expect(overdue == ["bromsgrove", "clinical_commissioning_group", "west_mercia_police"])
        #expect(report["places_offered"]?.integer == 25)
        #expect(report["places_last_year"]?.integer == 27)
        #expect(report["students"]?.integer == 30)
        let children = hosts.first { $0["host"]?.string == "wcc_childrens_services" }
        #expect(children?["change"]?.integer == -3)
        let table = try await desk.done("placement offers --term autumn-2022").output
        #expect(table.contains("Autumn 2022: 25 places for 30 students; 27 places in Autumn 2021."))
        // On the last day for offers nobody is late yet.
        let early = try await desk.done(
            "placement offers --term autumn-2022 --as-of 2022-06-17 --format json")
        #expect(!early.output.contains("overdue"))
    }

    @Test func whatRunsOutBeforeThePlacementEnds() async throws {
        let desk = try await desk()
        let placements = try await desk.done("placement list --term autumn-2022 --expiring --format json")
            .json()
        #expect(
            placements.elements.compactMap { $0["placement"]?["placement_ref"]?.string }
                == ["WCA-22-02", "WCA-22-03"])
        let educators = try await desk.done("educator list --expiring --format csv").output
        #expect(educators.contains("PE-06,wcc_adult_services_and_health,1,2022-12-31,2023-02-24,2,WCA-22-02"))
        #expect(educators.split(separator: "\n").count == 2)
    }

    @Test func whatIsFree() async throws {
        let desk = try await desk()
        let free = try await desk.done("placement list --term autumn-2022 --free --format json").json()
        #expect(free.elements.compactMap { $0["free"]?.integer }.reduce(0, +) == 25)
        #expect(
            try await desk.done("placement list --host worcester_city --term autumn-2022").output.contains(
                "WOC-22-01"))
    }

    @Test func whyAStudentCannotGoThere() async throws {
        let desk = try await desk()
        let report = try await desk.done("student show --with-adjustments UW-22-019 --format json").json()
        let options = report["options"]?.elements ?? []
        #expect(options.count == 16)
        #expect(options.first?["rank"]?.integer == 1)
        let partly = options.first { $0["placement_ref"]?.string == "AHT-22-01" }
        #expect(partly?["problems"]?.elements.compactMap(\.string) == ["adjustment_partly_met"])
        let refused = options.first { $0["placement_ref"]?.string == "WCS-22-03" }
        #expect(
            refused?["refused"]?.elements.compactMap(\.string)
                == ["no_statutory_tasks", "educator_stage_too_low", "adjustment_impossible"])
        #expect(!report.description.contains("assistive_software"))
        let page = try await desk.done("student show UW-22-019").output
        #expect(page.contains("placements are possible.") && page.contains("of the straight line"))
    }

    @Test func listsTermsStudentsAndOnePlacement() async throws {
        let desk = try await desk()
        let terms = try await desk.done("term list --format csv").output.split(separator: "\n")
        #expect(terms.dropFirst().map { $0.prefix(11) } == ["autumn-2021", "summer-2022", "autumn-2022"])
        let final = try await desk.done("student list --term autumn-2022 --stage final --format json").json()
        #expect(final.elements.count == 14)
        #expect(try await desk.done("student list wisniewski").output.contains("UW-22-010"))
        #expect(try await desk.done("placement show WCA-22-03").output.contains("audit 2022-12-16"))
        #expect(try await desk.berth("student list --stage second").code == 64)
        #expect(try await desk.berth("placement show NONE").code == 66)
        #expect(try await desk.berth("educator set PE-01 --off-site --organisation redditch").code == 64)
    }

    @Test func requestsAndAnswersAsTyped() async throws {
        try await DemoDatabase.with(.demo) { database in
            var desk = try Desk(database, at: "2022-07-15T09:00:00Z")
            desk.environment["BERTH_PARTNERSHIP"] = "worcestershire"
            try await desk.done(
                "term add spring-2023 --name Spring --starts-on 2023-01-09 --ends-on 2023-07-28")
            try await desk.done("placement request bromsgrove --term spring-2023 --places 2")
            try await desk.done("placement remind bromsgrove --term spring-2023 --note 'By telephone'")
            #expect(try await desk.berth("placement answer bromsgrove willing --term spring-2023").code == 65)
            let answer = try await desk.done(
                "placement answer bromsgrove willing --term spring-2023 --places 1")
            #expect(answer.output == "bromsgrove answered about spring-2023: willing, 1 place.\n")
            #expect(try await desk.berth("placement remind bromsgrove --term spring-2023").code == 73)
            #expect(try await desk.berth("placement answer bromsgrove perhaps --term spring-2023").code == 64)
            try await desk.done("educator set PE-20 --off-site --stage 2 --current-until 2024-07-31")
            try await desk.done("student withdraw UW-22-030 --reason 'Left the course'")
            try await desk.done("student unpair UW-22-004 --reason 'On request'")
            try await desk.done("placement withdraw RED-22-01 --reason 'The team closes'")
            #expect(try await desk.done("student adjustments UW-22-008").output.contains("flexible_hours"))
        }
    }
}
