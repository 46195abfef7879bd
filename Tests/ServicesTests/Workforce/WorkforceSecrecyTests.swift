import Domain
import Foundation
import OfficeSupport
import RandomSupport
import Testing

@testable import Services

/// A viewer, and a partner, ask for everything on every day and of every part, and subtract.
@Suite("The workforce keeps its secrets")
struct WorkforceSecrecyTests {
    /// Sixty people in four teams, two of them tiny; some leave, some come, in the year up to the census day.
    private static func load(_ office: Office) async throws {
        var posts = "organisation,post_ref,title,role,team,fte,status,created_on\n"
        var assignments =
            "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,destination,route,birth_year,days_lost,exit_themes,counted_on\n"
        let first = try day("2021-10-11")
        for number in 0..<60 {
            let organisation = number < 40 ? "plymouth_council" : "tavy_trust"
            let team = number < 2 ? "Tiny" : number < 5 ? "Small" : number < 30 ? "North" : "South"
            posts += "\(organisation),P-\(number),SW,social_worker,\(team),1,established,2018-01-01\n"
            let hasLeft = number % 4 == 0
            let ended = hasLeft ? first.adding(days: number * 5).description : ""
            let reason = hasLeft ? (number % 16 == 0 ? "retired" : "resigned") : ""
            assignments +=
                "\(organisation),P-\(number),E\(number),employee,1,20\(10 + number % 10)-03-01,\(ended),\(reason),\(hasLeft ? "nhs" : ""),\(number % 3 == 0 ? "overseas" : "newly_qualified"),\(1955 + number * 2 / 3),\(number % 5),\(hasLeft ? "burnout" : ""),\(hasLeft ? ended : "2022-09-30")\n"
        }
        try await office.load("posts", posts)
        try await office.load("assignments", assignments)
    }

    /// The hidden small cells of a table that can have one value only.
    private func had(_ table: WorkforceTable) -> [String] {
        guard let sum = table.total.first ?? nil else { return [] }
        var attacker = Attacker()
        for row in table.rows { attacker.read(row.name, row.counts.first ?? nil) }
        attacker.read("all", sum)
        if !table.rows.isEmpty { attacker.sum(table.rows.map(\.name), ["all"]) }
        return attacker.found().filter { (1..<table.threshold).contains($0.value) }.keys.sorted()
    }

    @Test("who is bound has ages, leavers and retention of the whole on a census day only, whatever is asked")
    func bound() async throws {
        try await withOffice { office in
            try await Self.load(office)
            let census = try day("2022-09-30")
            var days = (0..<20).map { census.adding(days: -$0 * 17) }
            days += [census.adding(days: 1), try day("2021-09-30"), try day("2021-10-01")]
            for login in ["vic", "paul"] {
                // A partner knows the teams of its own posts.
                let teams = login == "paul" ? ["South"] : ["Tiny", "Small"]
                let scopes =
                    [
                        WorkforceScope(), WorkforceScope(organisation: "tavy_trust"),
                        WorkforceScope(role: "social_worker"),
                    ] + teams.map { WorkforceScope(team: $0) }
                for (date, scope) in days.flatMap({ date in scopes.map { (date, $0) } }) {
                    let told = scope == WorkforceScope() && CensusDay.isOne(date)
                    let report = try await office.perform(
                        ReportWorkforce(scope: scope, asOf: date, months: 1), as: login)
                    let note = "\(login) \(date) \(scope)"
                    #expect(report.ages.isWithheld != told, "\(note)")
                    #expect(had(report.ages) == [], "\(note)")
                    let absence = report.measures.first { $0.name == "absence_rate" }
                    #expect(told || absence?.numerator == nil && absence?.printed == nil, "\(note)")
                    let turnover = report.measures.filter { $0.name == "turnover_rate" }
                    #expect(turnover.allSatisfy { told == ($0.numerator != nil) }, "\(note)")
                    #expect(told == (report.people.leavers != nil), "\(note)")
                    #expect(told == (report.people.newlyQualified != nil), "\(note)")
                    #expect(report.teams.rows.allSatisfy { !$0.counts.contains(nil) }, "posts are no secret")
                    for verb in [
                        ReportLeavers(scope: scope, asOf: date),
                        ReportRetention(by: .route, scope: scope, asOf: date),
                    ] as [any Verb]
                    where date <= census && (!told || date != census && verb is ReportRetention) {
                        let person = try await office.signIn(login)
                        await expectRefusal(.notAllowed, "with --as-of 2022-09-30") {
                            _ = try await office.workspace.perform(verb, as: person)
                        }
                    }
                }
                // Another moment, another threshold and another start are other tables.
                let moment = office.clock.present
                for verb in [
                    ReportLeavers(asAt: moment), ReportRetention(by: .route, asAt: moment),
                    ReportRetention(by: .route, startedFrom: try day("2015-01-01")),
                    ReportLeavers(threshold: 10), ReportWorkforce(threshold: 4),
                    ReportTurnover(scope: WorkforceScope(team: "South")), ReportTurnover(asAt: moment),
                    ReportTurnover(threshold: 4),
                    ReportWorkforce(
                        scope: WorkforceScope(team: "South"),
                        assumptions: try VacancyAssumptions("leavers=present")),
                ] as [any Verb] {
                    let person = try await office.signIn(login)
                    await expectRefusal(.notAllowed) {
                        _ = try await office.workspace.perform(verb, as: person)
                    }
                }
                #expect(
                    try await office.perform(ReportWorkforce(asAt: moment), as: login).ages.isWithheld)
                let leavers = try await office.perform(ReportLeavers(), as: login)
                for table in [leavers.reasons, leavers.routes, leavers.nationalities] {
                    #expect(had(table) == [])
                }
                #expect(leavers.destinations == nil)
            }
            for login in ["vic", "paul"] {
                for date in [try day("2022-09-30"), try day("2022-08-31")] {
                    let series = try await office.perform(ReportTurnover(months: 40, asOf: date), as: login)
                    let told = series.series.filter { $0.turnoverRate != nil || $0.leaversFte != nil }
                    #expect(told.allSatisfy { $0.month.hasSuffix("-09") }, "twelve months that share no day")
                    #expect(told.count == (date == census ? 4 : 3) && series.seriesNote != nil)
                    let inReport = try await office.perform(
                        ReportWorkforce(asOf: date, months: 40), as: login)
                    #expect(inReport.series == series.series)
                }
            }
            // Who may see people asks what they like, and has it.
            let max = try await office.perform(
                ReportLeavers(scope: WorkforceScope(team: "Tiny"), threshold: 1), as: "max")
            #expect(max.leavers == 1 && max.reasons.rows.first?.counts == [1])
            #expect(
                try await office.perform(ListAssignments(person: "E4"), as: "max").first?.birthYear == 1957)
        }
    }

    @Test("a table of few people, or of one group, is hidden whole, its total too")
    func tables() {
        func table(_ groups: [String: Int], listing: [String] = []) -> WorkforceTable {
            WorkforceTable(
                "people", groups: groups, listing: listing, unrecorded: "not_recorded", threshold: 5)
        }
        #expect(table(["retired": 2]).rows == [] && table(["retired": 2]).total == [nil])
        #expect(table(["a": 2, "b": 1], listing: ["a", "b", "c"]).rows.allSatisfy { $0.counts == [nil] })
        // Everybody in one group: each of them is in it.
        #expect(table(["retired": 7]).rows == [] && table(["retired": 7]).total == [7])
        let bands = table(["a": 7], listing: ["a", "b", "c"])
        #expect(bands.rows.count { $0.counts == [nil] } == 2 && bands.total == [7])
        #expect(table(["not_recorded": 7]).rows.map(\.counts) == [[7]])
        // Five groups of one each and a total of five: each is one, since a group that is named has somebody.
        #expect(table(["a": 1, "b": 1, "c": 1, "d": 1, "e": 1]).rows == [])
        #expect(
            table(["a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 9]).rows.allSatisfy { $0.counts == [nil] })
        #expect(table(["a": 9, "b": 12]).rows.map(\.counts) == [[9], [12]])
        #expect(table(["a": 9, "b": 12, "c": 3]).rows.map(\.counts) == [[nil], [12], [nil]])
    }

    @Test("of tables by chance nothing small is had back")
    func random() {
        var random = Seeded.printed("tables of people")
        let bands = (0..<6).map { "band \($0)" }
        for _ in 0..<400 {
            var groups: [String: Int] = [:]
            for band in bands where Bool.random(using: &random) {
                groups[band] = Int.random(in: 1...Int.random(in: 1...12, using: &random), using: &random)
            }
            for listing in [bands, []] {
                let table = WorkforceTable(
                    "people", groups: groups, listing: listing, unrecorded: "unknown", threshold: 5)
                let note = "\(groups), seed \(random.seed)"
                for row in table.rows {
                    let count = groups[row.name] ?? 0
                    #expect(
                        row.counts == [nil] || row.counts == [count] && !(1..<5).contains(count), "\(note)")
                }
                var attacker = Attacker()
                for row in table.rows { attacker.read(row.name, row.counts.first ?? nil) }
                attacker.read("all", table.total.first ?? nil)
                if !table.rows.isEmpty { attacker.sum(table.rows.map(\.name), ["all"]) }
                // A group that is named without a listing has somebody.
                for row in table.rows where listing.isEmpty {
                    attacker.read("one", 1)
                    attacker.sum(["one", "\(row.name) beyond one"], [row.name])
                }
                let found = attacker.found().filter { groups[$0.key] != nil && (1..<5).contains($0.value) }
                #expect(found == [:], "\(note): \(table.rows)")
            }
        }
    }

    @Test(
        "a report signed below the threshold of the rules is not read by who is bound, nor what differs in it"
    )
    func signed() async throws {
        try await withOffice { office in
            try await Self.load(office)
            let open = try await office.perform(SignReport(ReportWorkforce(threshold: 1)), as: "max")
            let closed = try await office.perform(SignReport(ReportWorkforce()), as: "max")
            await expectRefusal(.notAllowed, "signed with a threshold of 1") {
                try await office.perform(ShowReturn(reference: open.returnRef), as: "vic")
            }
            #expect(try await office.perform(ShowReturn(reference: open.returnRef), as: "max").record == open)
            let read = try await office.perform(ShowReturn(reference: closed.returnRef), as: "vic")
            #expect(String(decoding: read.content, as: UTF8.self).contains("\"ages\""))
            // Two people had left, which was told late: neither version, nor a live report after, tells of them.
            office.clock.advance(seconds: 60)
            for number in [1, 2] {
                try await office.perform(
                    EndAssignment(
                        post: "P-\(number)", person: "E\(number)", on: try day("2022-09-01"),
                        reason: "resigned"))
            }
            for report in [ReportWorkforce(threshold: 1), ReportWorkforce()] {
                try await office.perform(SignReport(report, reason: "Corrected"), as: "max")
            }
            let versions = try await office.perform(ListReturns(), as: "vic")
            #expect(versions.count == 4)
            #expect(versions.allSatisfy { $0.returnRef == closed.returnRef || $0.difference == nil })
            struct Signed: Decodable { let ages: WorkforceTable }
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            var tables: [WorkforceTable] = []
            for version in [1, 2] {
                let kept = try await office.perform(
                    ShowReturn(reference: closed.returnRef, version: version), as: "vic")
                tables.append(try decoder.decode(Signed.self, from: kept.content).ages)
            }
            tables.append(try await office.perform(ReportWorkforce(), as: "vic").ages)
            #expect(tables.allSatisfy { had($0) == [] })
            for table in tables.dropFirst() {
                for (row, before) in zip(table.rows, tables[0].rows) {
                    if let now = row.counts[0], let then = before.counts[0] {
                        #expect(!(1..<5).contains(abs(now - then)), "\(row.name)")
                    }
                }
            }
            // On another day ages are not signed for those who are bound.
            let other = try await office.perform(
                SignReport(ReportWorkforce(asOf: try day("2022-09-29"))), as: "max")
            let content = try await office.perform(ShowReturn(reference: other.returnRef), as: "vic").content
            #expect(try decoder.decode(Signed.self, from: content).ages.isWithheld)
        }
    }

    @Test("what was signed for those who may see people takes nothing from what others are shown")
    func signedOpen() async throws {
        try await withOffice { office in
            try await Self.load(office)
            let before = try await office.perform(ReportWorkforce(), as: "vic").ages
            #expect(before.rows.contains { $0.counts != [nil] })
            try await office.perform(SignReport(ReportWorkforce(threshold: 1)), as: "max")
            office.clock.advance(seconds: 60)
            #expect(try await office.perform(ReportWorkforce(), as: "vic").ages == before)
        }
    }

    @Test("a partner traces the whole workforce on a census day, and its own on every day")
    func traced() async throws {
        try await withOffice { office in
            try await Self.load(office)
            func trace(_ figure: String, _ question: ReportQuestion = ReportQuestion()) async throws
                -> FigureTrace
            {
                try await office.perform(TraceFigure(figure: figure, question), as: "paul")
            }
            let employees = try await trace("workforce/total/employees")
            let others = employees.records.filter { $0.organisation == nil }
            #expect(employees.value == "45" && others.count == 45, "of their own they see nobody either")
            let posts = try await trace("workforce/total/established")
            #expect(posts.value == "60")
            let rate = try await trace("workforce/total/turnover_rate")
            #expect(Set(rate.records.map(\.ref)).isDisjoint(with: others.map(\.ref)))
            let other = ReportQuestion(asOf: try day("2022-09-29"))
            await expectRefusal(.notAllowed, "--as-of 2022-09-30") {
                _ = try await trace("workforce/total/employees", other)
            }
            await expectRefusal(.notAllowed, "--as-of 2022-09-30") {
                _ = try await trace("workforce/total/turnover/2022-08")
            }
            await expectRefusal(.notAllowed, "--as-of 2022-09-30") {
                _ = try await trace("workforce/total/employees", ReportQuestion(asAt: office.clock.present))
            }
            let own = try await trace("workforce/tavy_trust/employees", other)
            #expect(own.value == "15")
            let people = own.records.filter { $0.organisation == nil }.map(\.ref)
            let before = try await trace(
                "workforce/tavy_trust/employees", ReportQuestion(asOf: try day("2022-09-28")))
            #expect(people.count == 15, "under names that are of one day")
            #expect(Set(people).isDisjoint(with: before.records.map(\.ref)))
        }
    }

    @Test("one employee of another organisation is too few for a pseudonym")
    func tracedFew() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let trace = try await office.perform(TraceFigure(figure: "workforce/total/employees"), as: "paul")
            #expect(trace.withheld && trace.value == nil)
            #expect(trace.records.isEmpty)
            let posts = try await office.perform(TraceFigure(figure: "workforce/total/vacant"), as: "paul")
            #expect(posts.value == "4" && !posts.withheld, "posts are no secret")
            // However many their own are: the total less those is the one.
            var (rows, people) = (
                "organisation,post_ref,title,role,fte,status,created_on\n",
                "organisation,post_ref,person_ref,kind,fte,started_on\n"
            )
            for number in 0..<6 {
                rows += "tavy_trust,N-\(number),SW,social_worker,1,established,2018-01-01\n"
                people += "tavy_trust,N-\(number),N\(number),employee,1,2019-01-01\n"
            }
            try await office.load("posts", rows)
            try await office.load("assignments", people)
            let own = try await office.perform(
                TraceFigure(figure: "workforce/tavy_trust/employees"), as: "paul")
            #expect(own.value == "7")
            let all = try await office.perform(TraceFigure(figure: "workforce/total/employees"), as: "paul")
            #expect(all.withheld && all.value == nil && all.records.isEmpty)
        }
    }
}
