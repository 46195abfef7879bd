import Domain
import Foundation
import OfficeSupport
import Services
import TestSupport
import Testing

@Suite("Take-up of apprenticeships")
struct TakeUpTests {
    private func report(
        _ office: Office, as login: String = "cora", _ change: (inout TakeUpChoices) throws -> Void = { _ in }
    ) async throws -> TakeUpReport {
        var choices = TakeUpChoices()
        try change(&choices)
        return try await office.perform(ReportTakeUp(choices), as: login)
    }

    private func line(_ report: TakeUpReport, _ organisation: String) throws -> TakeUpLine {
        try #require(report.organisations.first { $0.key == organisation })
    }

    private func count(_ line: TakeUpLine, _ figure: TakeUpFigure) -> Int? { line.counts[figure] ?? nil }

    @Test("the last whole financial year, its rates, its measure and a year before, by hand")
    func figures() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let report = try await report(office) { $0.comparesLastYear = true }
            #expect(report.period == Period(from: try day("2021-04-01"), to: try day("2022-03-31")))
            #expect(report.method.measure == "statutory" && report.total.targetRate == 0.023)
            let trust = try line(report, "tavy_trust")
            let expected: [TakeUpFigure: Int] = [
                .apprenticesBefore: 1, .starts: 1, .transferredIn: 0, .newApprentices: 1,
                .existingEmployees: 1, .newHires: 0,
                .inLearning: 1, .onBreak: 0, .atGateway: 0, .apprenticesAtEnd: 1, .achieved: 1, .withdrawn: 0,
                .transferred: 0, .participants: 2, .onBreakThroughout: 0,
            ]
            for figure in TakeUpFigure.allCases {
                #expect(count(trust, figure) == expected[figure], "\(figure)")
            }
            #expect(trust.rates?.takeUpRate == 0.005 && trust.rates?.headcount == 200)
            #expect(trust.rates?.headcountOn == (try? day("2021-03-31")))
            #expect(trust.rates?.employmentStartsRate == 0.05)
            #expect(trust.rates?.totalHeadcountRate == Ratio(1, of: 210)?.fraction)
            #expect(trust.lastYear?.counts[.starts] == 1)
            // No headcount was taken before that year: unknown and not nought, with a reason.
            #expect(trust.lastYear?.rates?.takeUpRate == nil)
            #expect(trust.reasons["last_year.take_up_rate"]?.contains("up to 2020-03-31") == true)
            #expect(count(report.total, .starts) == 2 && report.total.rates?.takeUpRate == 0.005)
            #expect(report.levels.map(\.key) == ["3", "6"])
            #expect(report.roles.first { $0.key == "social_worker" }.map { count($0, .starts) } == 2)
            // After March 2022 the measure is a local one.
            let later = try await self.report(office) {
                $0.from = try day("2022-04-01")
                $0.comparesLastYear = true
            }
            #expect(later.method.measure == "local" && later.countedTo == (try? day("2022-09-30")))
            #expect(
                later.total.targetRate == nil
                    && later.total.reasons["target_rate"]?.contains("is not over on 2022-09-30") == true)
            #expect(
                later.lastYearPeriod == Period(from: try day("2021-04-01"), to: try day("2021-09-30")),
                "the same half of the year before")
        }
    }

    @Test("a denominator that is missing or zero makes null and a reason, never 0.00")
    func denominators() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.load(
                "headcounts",
                "organisation,measured_on,headcount,fte,correction_reason\ntavy_trust,2021-03-31,0,0,Closed\n"
            )
            let zero = try line(try await report(office), "tavy_trust")
            #expect(zero.rates?.takeUpRate == nil && zero.rates?.headcount == 0)
            #expect(zero.reasons["take_up_rate"] == "there were no employees before the period")
            let recent = try line(
                try await report(office) {
                    $0.from = try day("2022-04-02")
                    $0.to = try day("2022-09-30")
                }, "tavy_trust")
            #expect(recent.rates?.headcount == 210)
            // The headcount of the day before is one of before the period, and not of its end.
            let april = try line(
                try await report(office) {
                    ($0.from, $0.to) = (try day("2022-04-01"), try day("2022-04-30"))
                }, "tavy_trust")
            #expect(april.rates?.headcount == 210 && april.rates?.headcountAtEnd == nil)
            #expect(april.reasons["headcount_at_end"]?.contains("within the period") == true)
            // A headcount of a year before the period counts no more.
            office.clock.set(try day("2024-04-30"))
            let old = try line(try await report(office) { $0.from = try day("2023-04-01") }, "tavy_trust")
            #expect(old.rates?.headcount == nil)
            #expect(old.reasons["headcount"]?.contains("up to 2023-03-31") == true)
            let still = try line(
                try await report(office) {
                    $0.from = try day("2023-03-31")
                    $0.to = try day("2024-03-30")
                }, "tavy_trust")
            #expect(still.rates?.headcount == 210)
            office.clock.set(try day("2022-09-30"))
            let half = try line(
                try await report(office) {
                    $0.from = try day("2021-04-01")
                    $0.to = try day("2021-09-30")
                }, "plymouth_council")
            #expect(half.rates?.employeesStarted == nil)
            #expect(half.reasons["employees_started"]?.contains("exactly these days") == true)
            #expect(half.rates?.takeUpRate == 0.005)
            let role = try line(try await report(office) { $0.role = "social_worker" }, "tavy_trust")
            #expect(count(role, .starts) == 1 && role.rates?.takeUpRate == nil)
            #expect(role.reasons["take_up_rate"]?.contains("every role") == true)
        }
    }

    @Test("a rate of other days than a whole financial year is not set beside the measure of one")
    func measure() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func whole(_ from: String, _ to: String) async throws -> TakeUpReport {
                try await report(office) { ($0.from, $0.to) = (try day(from), try day(to)) }
            }
            for (from, to) in [
                ("2021-04-01", "2021-09-30"), ("2021-03-31", "2022-03-30"), ("2021-04-01", "2022-03-30"),
                ("2021-08-01", "2022-07-31"), ("2020-04-01", "2022-03-31"),
            ] {
                let part = try await whole(from, to)
                for line in part.organisations + [part.total] {
                    #expect(line.targetRate == nil, "\(from) \(line.key)")
                    #expect(
                        line.reasons["target_rate"]
                            == "the measure is for a whole financial year, 1 April to 31 March")
                }
                #expect(!part.rules.contains { $0.key.contains("measure") || $0.key.contains("target") })
                let chart = TakeUpChart(part).svg
                #expect(!chart.contains("stroke-dasharray") && chart.contains("No measure is drawn"))
            }
            let year = try await whole("2021-04-01", "2022-03-31")
            #expect(year.total.targetRate == 0.023 && year.method.measureAveragedOver == nil)
            #expect(year.total.reasons["target_rate"] == nil && TakeUpChart(year).svg.contains("dasharray"))
            // A year is over at the close of its last day.
            for (date, rate) in [("2022-03-30", nil), ("2022-03-31", 0.023)] as [(String, Double?)] {
                let then = try await report(office) {
                    ($0.from, $0.to, $0.asOf) = (try day("2021-04-01"), try day("2022-03-31"), try day(date))
                }
                #expect(then.total.targetRate == rate, "\(date)")
            }
            // The first target was an average over four years.
            let first = try await whole("2020-04-01", "2021-03-31")
            #expect(first.total.targetRate == 0.023 && first.method.measure == "statutory")
            #expect(
                first.method.measureAveragedOver
                    == Period(from: try day("2017-04-01"), to: try day("2021-03-31")))
            #expect(TakeUpChart(first).svg.contains("an average of years"))
            #expect(try await whole("2016-04-01", "2017-03-31").method.measure == "none")
            office.clock.set(try day("2023-04-30"))
            let local = try await whole("2022-04-01", "2023-03-31")
            #expect(local.method.measure == "local" && local.total.targetRate == 0.023)
        }
    }

    @Test("a last day alone ends a year, in leap years and out of them")
    func lastDayOnly() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            office.clock.set(try day("2024-04-30"))
            for to in ["2024-02-28", "2024-02-29"] {
                let year = try await report(office) { $0.to = try day(to) }
                #expect(year.period == Period(from: try day("2023-03-01"), to: try day(to)))
            }
        }
    }

    @Test("a headcount stands for the end of a period for as many months as the rule says")
    func headcountAtEnd() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func atEnd(_ to: String) async throws -> TakeUpLine {
                try line(
                    try await report(office) {
                        ($0.from, $0.to) = (try day("2021-04-01"), try day(to))
                    }, "tavy_trust")
            }
            // Measured on 31 March 2022: three months later is 30 June.
            #expect(try await atEnd("2022-03-30").rates?.headcountAtEnd == nil)
            #expect(try await atEnd("2022-06-29").rates?.headcountAtEnd == 210)
            let late = try await atEnd("2022-06-30")
            #expect(late.rates?.headcountAtEnd == nil && late.rates?.totalHeadcountRate == nil)
            #expect(
                late.reasons["headcount_at_end"]
                    == "no headcount of tavy_trust was measured within the period in the 3 months up to 2022-06-30"
            )
            #expect(
                try await report(office).rules.contains {
                    $0.key == "apprenticeship.headcount_at_end_counts_for" && $0.value == "3"
                })
        }
    }

    @Test("maintained schools are split, and the routes to hard roles say who uses them and who does not")
    func schoolsAndRoutes() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.load(
                "headcounts",
                "organisation,measured_on,headcount,maintained_schools_headcount,correction_reason\nplymouth_council,2021-03-31,200,80,Split\n"
            )
            try await office.load(
                "apprentices",
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,maintained_school\nplymouth_council,PLY/A4,Bo,Li,BA-L3,business_administrator,false,true\n"
            )
            try await office.load(
                "apprenticeship_events", "apprentice_ref,event,happened_on\nPLY/A4,started,2021-05-04\n")
            let report = try await report(office)
            let council = try line(report, "plymouth_council")
            #expect(count(council, .newApprentices) == 2 && council.schools?.newApprentices == 1)
            #expect(council.schools?.rates.takeUpRate == Ratio(1, of: 80)?.fraction)
            #expect(council.schools?.rates.totalHeadcountRate == nil)
            #expect(council.reasons["schools.total_headcount_rate"]?.contains("not split") == true)
            #expect(try line(report, "tavy_trust").schools == nil)
            let role = try #require(report.roles.first { $0.key == "experienced_social_worker" })
            let route = try #require(role.routes?.first)
            #expect(route.standardRef == "ST0510" && route.title == "Social worker (degree)")
            #expect(route.usedBy == ["plymouth_council", "tavy_trust"] && route.notUsedBy == [])
            let constable = try #require(report.roles.first { $0.key == "special_constable" }?.routes?.first)
            #expect(constable.standardRef == nil && constable.leads == "none" && constable.usedBy == [])
            let nurse = try #require(report.roles.first { $0.key == "registered_nurse" }?.routes?.first)
            #expect(nurse.usedBy == [] && nurse.notUsedBy == ["tavy_trust"])
        }
    }

    @Test("made again as at its moment it is the same to the byte, whatever was corrected since")
    func sameAgain() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let moment = office.clock.present
            let first = try ReportJSON.data(try await report(office) { $0.threshold = 5 })
            office.clock.advance(seconds: 86_400 * 300)
            try await office.perform(
                CorrectApprenticeshipEvent(
                    reference: "TAV/A1", number: 1, on: try day("2022-04-04"), reason: "Payroll"))
            try await office.load(
                "headcounts",
                "organisation,measured_on,headcount,fte,correction_reason\ntavy_trust,2021-03-31,150,140,Recounted\n"
            )
            var change = ChangeApprentice.Change()
            change.role = "business_administrator"
            try await office.perform(ChangeApprentice(reference: "PLY/A1", change))
            try await office.load("standards", "standard_ref,title,level\nST0510,Renamed,5\n")
            try await office.perform(SignReport(ReportTakeUp(Self.published)), as: "max")
            let again = try ReportJSON.data(
                try await report(office) {
                    $0.threshold = 5
                    $0.asAt = moment
                })
            #expect(again == first)
            let now = try ReportJSON.data(
                try await report(office) {
                    $0.threshold = 5
                    $0.asOf = try day("2022-09-30")
                })
            #expect(now != first)
        }
    }

    private static var published: TakeUpChoices {
        var choices = TakeUpChoices()
        choices.threshold = 5
        return choices
    }

    @Test("a partner sees its own line only; what makes no sense is refused")
    func sightAndRefusals() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let own = try await report(office, as: "paul")
            #expect(own.partial && own.organisations.map(\.key) == ["tavy_trust"])
            #expect(count(own.total, .starts) == 1)
            await expectRefusal(.badData, "before it begins") {
                _ = try await report(office) {
                    $0.from = try day("2022-04-01")
                    $0.to = try day("2022-03-31")
                }
            }
            await expectRefusal(.badData, "choose an earlier one") {
                _ = try await report(office) { $0.from = try day("2022-10-01") }
            }
            await expectRefusal(.badData, "threshold") { _ = try await report(office) { $0.threshold = 1 } }
            await expectRefusal(.notFound, "no organisation called nobody") {
                _ = try await report(office) { $0.organisation = "nobody" }
            }
        }
    }

    @Test("a role, a level or a standard that there is not is refused with what there is")
    func unknownScope() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func ask(_ change: (inout TakeUpChoices) -> Void) async throws -> TakeUpReport {
                var choices = TakeUpChoices()
                change(&choices)
                return try await office.perform(ReportTakeUp(choices))
            }
            await expectRefusal(.notFound, "There is no standard NOPE", "use one of BA-L3, ST0510") {
                _ = try await ask { $0.standard = "NOPE" }
            }
            await expectRefusal(.notFound, "no standard of level 9", "use one of 3, 6") {
                _ = try await ask { $0.level = 9 }
            }
            await expectRefusal(.badData, "\"nonsense\" is not in the list") {
                _ = try await ask { $0.role = "nonsense" }
            }
            // Of the list, and nobody's.
            #expect(try await ask { $0.role = "registered_nurse" }.total.counts[.starts] == .some(0))
            #expect(try await ask { $0.standard = "st0510" }.total.counts[.starts] == .some(2))
        }
    }

    @Test("a year from 29 February ends on 28 February, and from 1 April on 31 March")
    func yearFrom() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            for (from, to) in [
                ("2020-02-29", "2021-02-28"), ("2020-03-01", "2021-02-28"), ("2021-04-01", "2022-03-31"),
            ] {
                var choices = TakeUpChoices()
                choices.from = try day(from)
                #expect(
                    try await office.perform(ReportTakeUp(choices)).period.to == (try? day(to)), "\(from)")
            }
        }
    }
}
