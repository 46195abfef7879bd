import Domain
import OfficeSupport
import Services
import TestSupport
import Testing

/// The records behind figures of the reports that are not signed, and for whom they are.
@Suite("Traces of leavers, retention, turnover and the levy")
struct TraceTests {
    private func lines(
        _ office: Office, _ figure: String, _ question: ReportQuestion = ReportQuestion(),
        as login: String = "cora"
    ) async throws -> (value: String?, records: [String]) {
        let trace = try await office.perform(TraceFigure(figure: figure, question), as: login)
        return (trace.value, trace.records.map { "\($0.kind) \($0.ref): \($0.text ?? "")" })
    }

    @Test("what each record adds makes the figure, or what is above and below the line of a rate")
    func amounts() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            try await office.furnishApprenticeships()
            for figure in [
                "workforce/total/vacant", "workforce/total/in_post_fte", "workforce/total/vacancies_fte",
                "workforce/total/vacancy_rate_fte", "workforce/total/vacancy_rate_posts",
                "workforce/total/turnover_rate_fte", "workforce/total/agency_rate_fte",
                "workforce/total/average_caseload_fte",
                "turnover/total/2022-08/in_post_fte", "leavers/total/leavers_fte",
                "leavers/total/leavers", "take_up/total/starts", "take_up/tavy_trust/take_up_rate",
                "levy/tavy_trust/balance_pence", "levy/tavy_trust/months/2022-01/paid_in_pence",
            ] {
                let trace = try await office.perform(TraceFigure(figure: figure))
                guard let value = trace.value.flatMap(Double.init) else {
                    Issue.record("\(figure) has no value")
                    continue
                }
                func sum(_ part: KeyPath<FigureTrace.Line, String?>) -> Double {
                    trace.records.compactMap { $0[keyPath: part].flatMap(Double.init) }.reduce(0, +)
                }
                let (above, below) = (sum(\.adds), sum(\.addsBelow))
                #expect(trace.records.contains { $0.adds != nil } || value == 0, "\(figure)")
                #expect(abs((below == 0 ? above : above / below) - value) < 0.000_001, "\(figure): \(value)")
            }
            // Of whom a pseudonym stands for, not even the part of a post is told.
            let seen = try await office.perform(
                TraceFigure(figure: "workforce/total/established"), as: "paul")
            #expect(seen.records.contains { $0.text == nil } && seen.records.contains { $0.adds != nil })
            #expect(seen.records.allSatisfy { $0.text != nil || ($0.adds == nil && $0.addsBelow == nil) })
        }
    }

    @Test("leavers lead to what they left, with when, why and where to")
    func leavers() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            let resigned = try await lines(office, "leavers/plymouth_council/reasons/resigned")
            #expect(resigned.value == "1", "hidden in the report, and traced by who may see people")
            #expect(
                resigned.records == [
                    "assignment H of plymouth_council, E3 from 2018-05-01, revision 1: employee, 0.4, 2018-05-01 to 2022-03-16; left: resigned; to other_council; exit interview: burnout, culture"
                ])
            let hidden = try await office.perform(TraceFigure(figure: "leavers/total/reasons/resigned"))
            #expect(hidden.hidden)
            var shown = ReportQuestion()
            shown.threshold = 1
            let open = try await office.perform(TraceFigure(figure: hidden.figure, shown))
            #expect(!open.hidden && open.records == hidden.records)
            let all = try await lines(office, "leavers/total/leavers_fte")
            #expect(all.value == "1.4" && all.records.count == 2)
            #expect(try await lines(office, "leavers/total/themes/culture").records == resigned.records)
            var part = ReportQuestion()
            part.role = "team_manager"
            let managers = try await lines(office, "leavers/total/ways/left_employer", part)
            #expect(managers.value == "1" && managers.records.count == 1)
            await expectRefusal(.notFound, "leavers/total/reasons, each with /resigned, /retired, /total") {
                _ = try await lines(office, "leavers/total/reasons/promoted")
            }
            await expectRefusal(.usage, "leave --from out") {
                _ = try await lines(
                    office, "leavers/total/leavers", ReportQuestion(from: try day("2022-01-01")))
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "may not see the particulars") {
                _ = try await lines(office, "leavers/tavy_trust/leavers", as: "paul")
            }
            // Of several posts in a row it is the last that somebody left.
            try await office.load(
                "assignments",
                "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason\nplymouth_council,N,E7,employee,0.4,2021-12-01,2022-01-31,moved_post\nplymouth_council,H,E7,employee,0.4,2022-02-01,2022-06-30,dismissed\n"
            )
            let moved = try await lines(office, "leavers/plymouth_council/reasons/dismissed")
            #expect(moved.records.count == 1)
            #expect(
                moved.records.first?.hasPrefix("assignment H of plymouth_council, E7 from 2022-02-01") == true
            )
        }
    }

    @Test("retention leads to spells: when they began, how they ended or that they were watched")
    func retention() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            let left = try await lines(office, "retention/plymouth_council/intake/2019/left")
            #expect(left.value == "1")
            #expect(
                left.records.map { $0.split(separator: ":")[0] } == [
                    "assignment A of plymouth_council, E5 from 2019-01-01, revision 1",
                    "employment_spell E5 of plymouth_council from 2019-01-01",
                ])
            // 731 days of 2019 and 2020 and 272 of 2021; 33 months of a twelfth of 365 days are 1003.75.
            #expect(
                left.records.last?.hasSuffix(
                    "left on 2021-09-30 after 1003 days, in month 33 of service; intake 2019") == true)
            let people = try await lines(office, "retention/plymouth_council/intake/2019/people")
            #expect(
                people.records.contains {
                    $0.hasSuffix(
                        "E1 of plymouth_council from 2019-03-15: there still on 2022-09-30, watched for 1295 days, in month 43 of service; intake 2019"
                    )
                })
            var exact = ReportQuestion()
            exact.threshold = 1
            let year = try await lines(
                office, "retention/plymouth_council/intake/2019/curve/1003/at_risk", exact)
            #expect(year.value == "2")
            let later = try await lines(
                office, "retention/total/intake/total/people", ReportQuestion(from: try day("2021-01-01")))
            #expect(later.records.filter { $0.hasPrefix("employment_spell") }.count == 1)
            await expectRefusal(.notAllowed, "may not see the particulars") {
                _ = try await lines(office, "retention/total/intake/total/people", as: "paul")
            }
        }
    }

    @Test("rounds lead to what brought somebody into them, nationalities to the candidate as known then")
    func candidates() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            let candidate = try await office.starter("Thandi", "Nkosi")
            var draft = AssignmentDraft(post: "N", person: "E9", startsOn: try day("2022-09-05"))
            draft.candidate = candidate
            try await office.perform(AddAssignment(draft))
            let round = try await lines(office, "retention/total/round/PLY-1/1/people")
            #expect(round.value == "1")
            #expect(
                round.records.map { $0.replacing(/:.*/, with: "") } == [
                    "assignment N of plymouth_council, E9 from 2022-09-05, revision 1",
                    "candidate_event \(candidate) 1",
                    "employment_spell E9 of plymouth_council from 2022-09-05",
                ])
            #expect(round.records[1].hasSuffix("registered 2022-03-07, round PLY-1/1"))
            var change = CandidateChange()
            change.nationality = "ZAF"
            try await office.perform(ChangeCandidate(reference: candidate, change: change))
            office.clock.set(try day("2022-10-03"))
            try await office.perform(
                EndAssignment(post: "N", person: "E9", on: try day("2022-09-30"), reason: "resigned"))
            let question = ReportQuestion(asOf: try day("2022-09-30"), asAt: office.clock.present)
            func from(_ country: String) async throws -> [String] {
                try await lines(office, "leavers/total/nationalities/\(country)", question).records
            }
            let known = try await from("ZAF")
            #expect(known.contains("candidate \(candidate): nationality ZAF") && known.count == 2)
            office.clock.advance(seconds: 60)
            change.nationality = "GHA"
            try await office.perform(ChangeCandidate(reference: candidate, change: change))
            #expect(try await from("ZAF") == known)
        }
    }

    @Test("a month of turnover is for a partner of its own, where the report shows it")
    func turnover() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            let all = try await lines(office, "turnover/plymouth_council/2022-09/leavers_fte")
            #expect(all.value == nil && all.records.count == 2, "hidden, as two left")
            let old = try await lines(office, "turnover/total/2018-12/in_post_fte")
            #expect(old.value == "2.4", "E3 with 0.4, E4 and E1 of the trust")
            let own = try await lines(office, "turnover/tavy_trust/2022-09", as: "paul")
            #expect(own.value == "0.0" && own.records.count == 1)
            #expect(
                try await lines(office, "turnover/tavy_trust/2022-08/in_post_fte", as: "paul").value == "1")
            for (figure, words) in [
                ("tavy_trust/2022-08", "the report hides"), ("total/2022-09", "the report hides"),
                ("total/2022-08", "--as-of 2022-09-30"),
                ("plymouth_council/2022-09", "of everybody together"),
            ] {
                await expectRefusal(.notAllowed, words) {
                    _ = try await lines(office, "turnover/\(figure)", as: "paul")
                }
            }
            // A part of several organisations could be subtracted from the whole.
            var part = ReportQuestion()
            part.role = "social_worker"
            for (figure, words) in [
                ("turnover/total/2022-09", "of everybody together"),
                ("workforce/total/established", "every post"),
            ] {
                await expectRefusal(.notAllowed, words) { [part] in
                    _ = try await lines(office, figure, part, as: "paul")
                }
            }
            part.role = "registered_nurse"
            await expectRefusal(.notAllowed, "of everybody together") { [part] in
                _ = try await lines(office, "turnover/tavy_trust/2022-09", part, as: "paul")
            }
        }
    }

    @Test("what expired leads to the funds, with the day and the rule; an account is traced by its own")
    func levy() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            office.clock.set(try day("2024-02-15"))
            let expired = try await lines(office, "levy/tavy_trust/months/2024-01/expired_pence", as: "paul")
            #expect(expired.value == "75000")
            #expect(
                expired.records.map { $0.replacing(/, domain.*/, with: "") } == [
                    "levy_movement tavy_trust 2022-01 paid_in r1: £1,000.00, of which £750.00 expired on 2024-01-31, 24 months on",
                    "levy_movement tavy_trust 2022-02 spent r1: £250.00",
                    "rule levy.funds_expire_after from 2017-05-01: 24 calendar_months",
                ])
            let spent = try await lines(office, "levy/tavy_trust/months/2024-02/expired_pence")
            #expect(spent.value == "0" && spent.records.count == 1, "no funds were due in February")
            try await office.load("levy", "organisation,month,kind,amount\ntavy_trust,2023-12,paid_in,1.00\n")
            let ahead = ReportQuestion(asOf: try day("2023-12-31"))
            let coming = try await lines(
                office, "levy/tavy_trust/horizons/3/if_nothing_is_spent/2017-05/pence", ahead)
            #expect(coming.value == "75000")
            #expect(coming.records.first == "levy_movement tavy_trust 2022-01 paid_in r1: £1,000.00")
            try await expectRefusalLeavesAlone(office, .notAllowed, "another organisation") {
                _ = try await lines(office, "levy/plymouth_council/balance_pence", as: "paul")
            }
            await expectRefusal(.notFound, "nobody") {
                _ = try await lines(office, "levy/nobody/balance_pence")
            }
            await expectRefusal(.notFound, "levy/tavy_trust/months/2022-01, ", "each with /balance_pence") {
                _ = try await lines(office, "levy/tavy_trust/months/2022-01/interest")
            }
            var part = ReportQuestion()
            part.threshold = 5
            await expectRefusal(.usage, "nothing hidden") { [part] in
                _ = try await lines(office, "levy/tavy_trust/balance_pence", part)
            }
        }
    }
}
