import Domain
import Foundation
import OfficeSupport
import Services
import Testing

@Suite("Reports on the workforce tell nothing of few people")
struct WorkforceFewTests {
    /// One with cases, newly qualified, in a team of their own; a team of six, of whom two left, and three of a third.
    private static func load(_ office: Office) async throws {
        var posts = "organisation,post_ref,title,role,team,fte,status,created_on\n"
        var assignments =
            "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,qualified_on,cases,days_lost,counted_on\n"
        for number in 0..<12 {
            let team = number == 0 ? "Solo" : number < 7 ? "Équipe" : "West"
            posts += "plymouth_council,Q-\(number),SW,social_worker,\(team),1,established,2018-01-01\n"
            let left = number == 1 || number == 2 ? "2022-05-31,resigned" : ","
            let qualified = number == 0 || number == 8 ? "2022-03-01" : ""
            let counted = left == "," ? "\(31 - number),\(number),2022-09-30" : ",,"
            assignments +=
                "plymouth_council,Q-\(number),Z\(number),employee,0.8,2019-01-01,\(left),\(qualified),\(counted)\n"
        }
        try await office.load("posts", posts)
        try await office.load("assignments", assignments)
    }

    @Test(
        "how many of a team's leavers moved is told where neither they nor those who left the employer are few",
        arguments: [(5, 5, 5), (6, 4, nil), (4, 6, nil)])
    func moved(moved: Int, left: Int, told: Int?) async throws {
        try await withOffice { office in
            var posts = "organisation,post_ref,title,role,team,fte,status,created_on\n"
            var assignments =
                "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason\n"
            for number in 0..<(moved + left) {
                posts += "plymouth_council,N-\(number),SW,social_worker,North,1,established,2018-01-01\n"
                assignments +=
                    "plymouth_council,N-\(number),E\(number),employee,1,2019-01-01,2022-05-31,resigned\n"
                if number >= moved { continue }
                posts += "plymouth_council,S-\(number),SW,social_worker,South,1,established,2018-01-01\n"
                assignments += "plymouth_council,S-\(number),E\(number),employee,1,2022-06-01,,\n"
            }
            try await office.load("posts", posts)
            try await office.load("assignments", assignments)
            let report = try await office.perform(
                ReportWorkforce(scope: WorkforceScope(team: "North")), as: "max")
            #expect(report.people.leavers == 10 && report.people.leaversMoved == told)
            let formulas = report.measures.filter { $0.name == "turnover_rate" }.map(\.formula)
            #expect(formulas.allSatisfy { $0.contains("moved to another post") == (told != nil) })
        }
    }

    @Test(
        "a caseload is of those who hold cases: of four it is not told, though two more were counted",
        arguments: [(4, nil), (5, "12.0")])
    func holders(holders: Int, printed: String?) async throws {
        try await withOffice { office in
            var posts = "organisation,post_ref,title,role,fte,status,created_on\n"
            var assignments =
                "organisation,post_ref,person_ref,kind,fte,started_on,cases,counted_on\n"
            for number in 0..<(holders + 2) {
                posts += "plymouth_council,Q-\(number),SW,social_worker,1,established,2018-01-01\n"
                assignments +=
                    "plymouth_council,Q-\(number),E\(number),employee,1,2019-01-01,\(number < holders ? 12 : 0),2022-09-30\n"
            }
            try await office.load("posts", posts)
            try await office.load("assignments", assignments)
            let report = try await office.perform(ReportWorkforce(), as: "max")
            let caseload = try #require(report.measures.first { $0.name == "average_caseload" })
            #expect(caseload.printed == printed)
        }
    }

    @Test("few who were asked why they left are not told, and of few who left not even what nobody said")
    func interviews() async throws {
        try await withOffice { office in
            var posts = "organisation,post_ref,title,role,team,fte,status,created_on\n"
            var assignments =
                "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,exit_themes\n"
            for number in 0..<8 {
                let team = number < 6 ? "North" : "South"
                posts +=
                    "plymouth_council,Q-\(number),SW,social_worker,\(team),1,established,2018-01-01\n"
                assignments +=
                    "plymouth_council,Q-\(number),E\(number),employee,1,2019-01-01,2022-05-31,resigned,\(number < 2 ? "burnout" : "")\n"
            }
            try await office.load("posts", posts)
            try await office.load("assignments", assignments)
            func report(_ team: String) async throws -> LeaversReport {
                try await office.perform(ReportLeavers(scope: WorkforceScope(team: team)), as: "max")
            }
            let north = try await report("North")
            #expect(north.leavers == 6 && north.interviews == nil)
            #expect(north.themes.allSatisfy { $0.leavers == nil }, "who named none of them are few too")
            let south = try await report("South")
            #expect(south.leavers == nil && south.themes.allSatisfy { $0.leavers == nil })
        }
    }

    @Test(
        "of one employee, and of two leavers, no report tells anything, whoever asks, unless for every number"
    )
    func few() async throws {
        try await withOffice { office in
            try await Self.load(office)
            for (login, team) in ["vic", "max"].flatMap({ login in
                ["Solo", "Équipe", "West"].map { (login, $0) }
            }) {
                let scope = WorkforceScope(team: team)
                let report = try await office.perform(ReportWorkforce(scope: scope), as: login)
                let note = Comment(rawValue: "\(login) \(team)")
                func value(_ name: String) -> [Double?] {
                    report.measures.filter { $0.name == name }.map(\.value)
                }
                // West has five with cases, one of whom is newly qualified, and nobody has left.
                let isTold = login == "max" && team == "West"
                #expect((value("average_caseload") != [nil]) == isTold, note)
                #expect((value("absence_rate") != [nil]) == isTold, note)
                #expect(report.people.newlyQualified == nil || login == "max" && team == "Équipe", note)
                #expect((report.people.leavers == 0) == (login == "max" && team != "Équipe"), note)
                #expect(
                    report.measures.filter { $0.name == "turnover_rate" }.allSatisfy {
                        ($0.numerator == nil) == (login == "vic" || team == "Équipe")
                            && !$0.formula.contains("left the employer, 1.6")
                    }, note)
                #expect(report.people.employees == (team == "Solo" ? 1 : team == "West" ? 5 : 4), note)
            }
            let open = try await office.perform(
                ReportWorkforce(scope: WorkforceScope(team: "Solo"), threshold: 1), as: "max")
            #expect(open.people.newlyQualified == 1 && open.people.newlyQualifiedReason == nil)
            // A series that is made to be passed on has one month a year, so that no difference is one month's.
            let whole = try await office.perform(ReportTurnover(months: 12), as: "max")
            #expect(whole.series.filter { $0.leaversFte == nil }.map(\.month).first == "2022-05")
            #expect(whole.series.first { $0.month == "2022-04" }?.leaversFte == .zero)
            let passedOn = try await office.perform(ReportTurnover(months: 24, threshold: 5), as: "max")
            #expect(passedOn.series.filter { $0.leaversFte != nil }.map(\.month) == ["2021-09"])
            let all = try await office.perform(ReportTurnover(months: 24, threshold: 1), as: "max")
            #expect(all.series.allSatisfy { $0.leaversFte != nil } && all.seriesNote == nil)
            // What is signed says no more than what is read.
            let signed = try await office.perform(SignReport(ReportWorkforce(threshold: 5)), as: "max")
            let content = String(
                decoding: try await office.perform(ShowReturn(reference: signed.returnRef), as: "vic")
                    .content,
                as: UTF8.self)
            #expect(
                content.contains("\"newly_qualified\":null") || content.contains("\"newly_qualified\" : null")
            )
            // Nor does what differs in a further version.
            office.clock.advance(seconds: 60)
            try await office.load(
                "assignments",
                "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,cases,days_lost,counted_on,correction_reason\n"
                    + "plymouth_council,Q-3,Z3,employee,0.8,2019-01-01,2022-06-30,resigned,,,2022-09-30,Had left\n"
            )
            office.clock.advance(seconds: 60)
            try await office.perform(
                SignReport(ReportWorkforce(threshold: 5), reason: "Z3 had left"), as: "max")
            let further = try await office.perform(ShowReturn(reference: signed.returnRef), as: "vic")
            let differs = try #require(further.record.difference).figures.map(\.figure)
            #expect(differs.contains("workforce/total/employees"))
            #expect(
                differs.filter { !$0.hasSuffix("/in_post_fte") }.allSatisfy { key in
                    !["leavers", "turnover", "newly_qualified"].contains {
                        key.contains($0)
                    }
                }, "\(differs)")
            await expectRefusal(.notAllowed, "leavers=present", "fewer than 5") {
                _ = try await office.perform(
                    ReportWorkforce(assumptions: try VacancyAssumptions("leavers=present")), as: "max")
            }
        }
    }

    /// Twelve who left in May 2022, of whom so many were interviewed, six of them of the shortage and five of culture,
    /// and twenty in post, of whom so many were counted.
    private static func load(_ office: Office, interviewed: Int, counted: Int) async throws {
        var posts = "organisation,post_ref,title,role,fte,status,created_on\n"
        var assignments =
            "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,exit_themes,cases,days_lost,counted_on\n"
        for number in 0..<32 {
            posts += "plymouth_council,R-\(number),SW,social_worker,1,established,2018-01-01\n"
            let themes = ["burnout", number < 6 ? "shortage" : nil, number < 5 ? "culture" : nil].compactMap(
                \.self)
            let left = number < 12 ? "2022-05-31,resigned" : ","
            let interview = number < min(12, interviewed) ? themes.joined(separator: ";") : ""
            let count = number >= 12 && number < 12 + counted ? "20,3,2022-09-30" : ",,"
            assignments +=
                "plymouth_council,R-\(number),Y\(number),employee,1,2019-01-01,\(left),\(interview),\(count)\n"
        }
        try await office.load("posts", posts)
        try await office.load("assignments", assignments)
    }

    @Test(
        "few without an exit interview are told by no number, and no theme either",
        arguments: [(12, 12), (11, nil), (8, nil), (7, 7), (5, 5), (4, nil), (0, 0)] as [(Int, Int?)])
    func interviews(interviewed: Int, told: Int?) async throws {
        try await withOffice { office in
            try await Self.load(office, interviewed: interviewed, counted: 20)
            let report = try await office.perform(ReportLeavers(), as: "max")
            #expect(report.leavers == 12 && report.interviews == told)
            for theme in report.themes {
                // Of who was interviewed, and of who left, it is told of nobody, of all or of enough on either side.
                let told = theme.leavers ?? 0
                for all in [interviewed, 12] {
                    #expect(![told, all - told].contains { (1..<5).contains($0) } || told == 0, "\(theme)")
                }
            }
            let shown = Dictionary(uniqueKeysWithValues: report.themes.map { ($0.theme, $0.leavers) })
            #expect(shown["burnout"] == told, "it is of every interview")
            let culture: Int? = [12, 11, 5].contains(interviewed) ? 5 : interviewed == 0 ? 0 : nil
            #expect(shown["culture"] == culture)
            let open = try await office.perform(ReportLeavers(threshold: 1), as: "max")
            #expect(open.interviews == interviewed)
        }
    }

    @Test(
        "few who were not counted, or who were, are no number in the words of a measure",
        arguments: [
            (20, ""), (18, ", some of 20 people in post not counted"),
            (15, ", 5 of 20 people in post not counted"),
        ])
    func counted(counted: Int, words: String) async throws {
        try await withOffice { office in
            try await Self.load(office, interviewed: 0, counted: counted)
            for name in ["average_caseload", "absence_rate"] {
                func formula(_ threshold: Int?) async throws -> String? {
                    try await office.perform(ReportWorkforce(threshold: threshold), as: "max")
                        .measures.first { $0.name == name }?.formula
                }
                let said = try #require(try await formula(nil))
                #expect(words.isEmpty ? !said.contains("not counted") : said.hasSuffix(words))
                let open = try #require(try await formula(1))
                #expect(open.contains(", \(20 - counted) of 20 people in post not counted") == !words.isEmpty)
            }
        }
    }
}
