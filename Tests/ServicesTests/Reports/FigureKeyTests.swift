import Domain
import OfficeSupport
import Postgres
@testable import Services
import TestSupport
import Testing

/// Which figures there are to trace, and for whom.
@Suite("Keys of figures")
struct FigureKeyTests {
    @Test("the year before is traced like the year, by whoever may")
    func lastYear() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let key = "take_up/last_year/tavy_trust/starts"
            for login in ["cora", "paul"] {
                let trace = try await office.perform(TraceFigure(figure: key), as: login)
                #expect(trace.value == "1", "\(login)")
                #expect(
                    trace.records.map(\.ref) == ["TAV/A2 BA-L3 r1", "TAV/A2 BA-L3 1 r1"], "\(login)")
            }
            await expectRefusal(.notAllowed, "another organisation") {
                try await office.perform(
                    TraceFigure(figure: "take_up/last_year/plymouth_council/starts"), as: "paul")
            }
            // One person of another organisation is behind it, whom the total less their own would tell.
            for name in ["starts", "new_apprentices", "take_up_rate"] {
                let total = try await office.perform(
                    TraceFigure(figure: "take_up/last_year/total/\(name)"), as: "paul")
                #expect(total.withheld && total.value == nil, "\(name)")
            }
            var question = ReportQuestion()
            question.from = try day("2021-05-01")
            await expectRefusal(.notAllowed, "whole financial years") { [question] in
                try await office.perform(
                    TraceFigure(figure: "take_up/last_year/total/starts", question), as: "paul")
            }
        }
    }

    @Test("several who trace at once are each answered, and each is in the audit")
    func atOnce() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let several = 6
            let values = try await withThrowingTaskGroup(of: String?.self) { group in
                for number in 0..<several {
                    group.addTask {
                        try await office.perform(
                            TraceFigure(figure: "take_up/last_year/tavy_trust/starts"),
                            as: number.isMultiple(of: 2) ? "cora" : "paul"
                        ).value
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(values == Array(repeating: "1", count: several))
            #expect(try await office.perform(VerifyAudit(), as: "ada").broken.isEmpty)
            let traced = try await office.asSuperuser { db in
                try db.one(
                    "select count(*) from berth.audit_event where kind = 'figure_traced'", as: Int.self)
            }
            #expect(traced == several)
        }
    }

    @Test("an unknown key is told which there are")
    func unknown() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.furnishWorkforce()
            await expectRefusal(
                .notFound, "take_up/last_year/plymouth_council, ", "take_up/plymouth_council, ",
                "/target_rate", "/schools_", "take_up/last_year/level/3, "
            ) {
                try await office.load(
                    "headcounts",
                    "organisation,measured_on,headcount,maintained_schools_headcount,correction_reason\ntavy_trust,2021-03-31,200,50,Split\n"
                )
                try await office.perform(TraceFigure(figure: "take_up/total/vacancies"))
            }
            await expectRefusal(
                .notFound, "workforce/total/teams/North, each with /covered_by_agency, ",
                "workforce/comparators/vacancy_rate/England, each with /2021-09-30",
                "workforce/total/turnover/2021-09, ", "each with /in_post_fte, /leavers_fte",
                "/started_without_post", "/average_caseload_fte", "workforce/total/ages, each with /25_to_34"
            ) {
                try await office.perform(TraceFigure(figure: "workforce/total/nonsense"))
            }
            for (figure, near) in [
                ("take_up/tavy_trust/new", "near it are take_up/tavy_trust/new_apprentices, "),
                ("take_up/tavy_trust", "its figures are /achieved, "),
                ("workforce/plymouth/vacant", "workforce/total/vacant"),
            ] {
                await expectRefusal(.notFound, near) {
                    try await office.perform(TraceFigure(figure: figure))
                }
            }
        }
    }

    @Test("who is bound is told of an unknown key what they are told of one that they may not see")
    func unknownToTheBound() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.furnishWorkforce()
            func told(_ key: String, on date: String) async throws -> String {
                do {
                    let trace = try await office.perform(
                        TraceFigure(figure: key, ReportQuestion(asOf: try day(date))), as: "paul")
                    return "\(trace.withheld)"
                } catch let error as ServiceError {
                    return "\(error.kind) \(error.message)".replacing(key, with: "KEY")
                }
            }
            // Whether or not it is a day of which figures of all are traced.
            for date in ["2022-09-29", "2021-09-30"] {
                let others = try await told("workforce/plymouth_council/vacant", on: date)
                #expect(others.contains("another organisation") && !others.contains("--as-of"))
                for key in [
                    "workforce/plymouth_council/nonsense", "workforce/nobody/vacant", "workforce/nobody",
                    "take_up/plymouth_council/starts", "take_up/nobody/starts",
                    "take_up/last_year/nobody/starts",
                ] {
                    #expect(try await told(key, on: date) == others, "\(key) on \(date)")
                }
            }
            // A team, or a standard, that there is and one that there is not, on a day of which nothing is told.
            for (known, unknown) in [
                ("workforce/total/teams/North/vacant", "workforce/total/teams/Nowhere/vacant"),
                ("workforce/total/vacant", "workforce/total/nonsense"),
            ] {
                let refused = try await told(known, on: "2022-09-29")
                #expect(refused.contains("about several organisations"))
                #expect(try await told(unknown, on: "2022-09-29") == refused)
            }
            // A slip in a key of their own is told as what it is.
            #expect(
                try await told("workforce/tavy_trust/vacantt", on: "2022-09-29").hasPrefix("notFound"))
        }
    }

    @Test("who is how old and who was absent is traced by those only who see people")
    func ofPeople() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            for name in ["ages/35_to_44", "absence_rate_fte", "absence_rate_fte_numerator"] {
                let key = "workforce/total/\(name)"
                await expectRefusal(.notAllowed, "may not see") {
                    try await office.perform(TraceFigure(figure: key), as: "paul")
                }
                let trace = try await office.perform(TraceFigure(figure: key))
                // Behind every age stand all employees: the list does not tell who is of it.
                if name.hasPrefix("ages") { #expect(trace.records.count == 2, "\(name)") }
            }
            // What is no secret they trace of their own.
            let own = try await office.perform(
                TraceFigure(figure: "workforce/tavy_trust/vacancy_rate_fte"), as: "paul")
            #expect(own.value != nil && !own.records.isEmpty)
        }
    }
}
