import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import AdminCLI

/// `berth post`, `assignment` and `report` over the demo of Plymouth, as typed.
@Suite struct WorkforceCommandTests {
    private func desk(_ database: TestDatabase) throws -> Desk {
        var desk = try Desk(database, at: "2022-10-03T09:00:00Z")
        desk.environment["BERTH_PARTNERSHIP"] = "plymouth"
        return desk
    }

    @Test func plymouthIsAsItsSlideSays() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            let report = try await desk.done(
                "report workforce --as-of 2022-08-31 --what-if arrivals=12,newly_qualified=7 --format json"
            ).json()
            for key in [
                "report", "as_of", "as_at", "partnership", "generated_at", "rules", "measures", "posts",
                "series", "what_if",
            ] {
                #expect(report.keys.contains(key), "\(key)")
            }
            let posts = try #require(report["posts"])
            #expect(posts["established"]?.integer == 202 && posts["vacant"]?.integer == 43)
            #expect(posts["new_since"]?.integer == 14)
            let covered = try #require(posts["covered_by_agency"]?.integer)
            #expect(covered * 2 > 43 && posts["uncovered"]?.integer == 43 - covered)
            let vacancy = try #require(report["measures"]?.elements.first)
            for key in ["name", "value", "numerator", "denominator", "formula", "basis", "comparators"] {
                #expect(vacancy.keys.contains(key), "\(key)")
            }
            #expect(vacancy["name"]?.string == "vacancy_rate" && vacancy["basis"]?.string == "posts")
            #expect(vacancy["printed"]?.string == "21.3 %")
            #expect(vacancy["comparators"]?.elements.first?["as_of"]?.string == "2021-09-30")
            let bridge = try #require(
                report["what_if"]?["scenarios"]?.elements.first?["bridges"]?.elements.first)
            #expect(bridge["result"]?["vacant"]?.integer == 24)
            #expect(bridge["result"]?["printed"]?.string == "11.9 %")
            let page = try await desk.done(
                "report workforce --as-of 2022-08-31 --what-if arrivals=12,newly_qualified=7"
            ).output
            for part in [
                "202 established posts, 43 vacant: 24 covered by agency, 19 uncovered", "21.3 %",
                "16.7 % England, 2021-09-30", "2022-07 12.39 %, 2022-08 12.19 %", "11.9 %",
            ] {
                #expect(page.contains(part), "\(part) in \(page)")
            }
            let series = try await desk.done("report turnover --months 2 --as-of 2022-08-31 --format csv")
                .lines
            #expect(series.dropFirst().map { $0.prefix(15) } == ["2022-07,12.39 %", "2022-08,12.19 %"])
            #expect(
                try await desk.done("report workforce --return England/2021").output.contains("16.7 %"))
            let everywhere = try await desk.done("report turnover --everywhere --months 3 --format csv").lines
            #expect(everywhere.count == 7, "a partnership is named in the environment, and both are meant")
        }
    }

    @Test func everyFormOfEveryReportIsPrinted() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            for line in [
                "report workforce", "report turnover", "report retention --by intake",
                "report retention --by route", "report retention --by round", "report leavers", "post list",
                "assignment list", "assignment missing", "code list", "report workforce --by team",
                "report workforce --by age",
                "report turnover --everywhere --months 3", "post show PCC-SW-001",
                "post list --only uncovered",
                "assignment list --kind agency --ends-within 30",
            ] {
                for format in ["table", "json", "csv"] {
                    let outcome = try await desk.done("\(line) --format \(format)")
                    #expect(!outcome.output.isEmpty, "\(line) \(format)")
                    if format == "json" { _ = try outcome.json() }
                }
            }
            let bound = try await desk.done("post show PCC-SW-001 --as jory.rundle").output
            #expect(bound.contains("is told to those only who may see the particulars of people in posts."))
            #expect(!bound.contains("Nobody"))
            for line in [
                "report workforce --chart turnover", "report workforce --chart retention",
                "report workforce --chart bridge --what-if round=PLY-OSW-2022/1,leavers=present,months=3",
                "report turnover --chart --months 30", "report retention --by route --chart",
            ] {
                let picture = try await desk.done("\(line) --as-of 2022-09-30").output
                #expect(picture.hasPrefix("<svg ") && picture.hasSuffix("</svg>\n"), "\(line)")
                #expect(picture.contains("<title>") && picture.contains("<desc>"), "\(line)")
                let parser = XMLParser(data: Data(picture.utf8))
                #expect(parser.parse(), "\(line): \(String(describing: parser.parserError))")
            }
            #expect(
                try await desk.done("post list --only uncovered --as-of 2022-08-31 --format csv").lines.count
                    == 20)
        }
    }

    @Test func somebodyIsPutInAPostAndLeavesIt() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            // One that is kept for nobody.
            let vacant = try await desk.done("post list --only uncovered --format csv").lines.dropFirst()
            let post = try #require(vacant.first { $0.hasSuffix(",") }?.split(separator: ",").first)
            try await desk.done(
                "post reserve \(post) --candidate PLY-C-0008-B --from 2022-10-10 --reason agreed")
            try await desk.done("post release \(post) --reason \"other plans\"")
            try await desk.done("post freeze \(post) --on 2022-10-01 --reason budget")
            try await desk.done("post thaw \(post) --reason budget")
            try await desk.done(
                "assignment add \(post) X1 --starts-on 2022-09-26 --candidate PLY-C-0004-F --route overseas --fte 0.8"
            )
            let report = try await desk.done("report workforce --as-of 2022-09-30 --format json").json()
            #expect(report["posts"]?["vacant"]?.integer == 42)
            try await desk.done(
                "assignment end \(post) X1 --on 2022-10-03 --reason resigned --destination nhs --theme burnout"
            )
            try await desk.done("post delete \(post) --reason merged")
            let page = try await desk.done("post show \(post) --as-of 2022-10-03").output
            #expect(page.contains("deleted") && page.contains("X1"))
        }
    }

    @Test func aPostIsAddedAndWhoIsInItCorrected() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            try await desk.done(
                "post add PCC-SW-900 --organisation plymouth_city_council --title \"Duty Worker\" --role social_worker --fte 0.6 --created-on 2022-09-01"
            )
            #expect(
                try await desk.done("post edit PCC-SW-900 --role advanced_practitioner --reason regraded")
                    .output
                    == "PCC-SW-900: Duty Worker, advanced_practitioner, 0.6 of full time.\n")
            try await desk.done(
                "assignment add PCC-SW-900 X9 --starts-on 2022-09-12 --fte 0.6 --candidate PLY-C-0002-S --counted-on 2022-09-14 --cases 3 --days-lost 1.5"
            )
            let counted = try await desk.done("assignment list --person X9 --format json").json()
            #expect(counted.elements.first?["counted_on"]?.string == "2022-09-14")
            #expect(counted.elements.first?["cases"]?.integer == 3)
            #expect(
                try await desk.done(
                    "assignment correct PCC-SW-900 X9 --fte 0.5 --clear qualified-on --reason mistyped"
                ).output == "X9 is in PCC-SW-900 as employee, 0.5 of full time, from 12 September 2022.\n")
            #expect(
                try await desk.done("post freeze PCC-SW-900 --reason budget").output
                    == "PCC-SW-900 is frozen from 3 October 2022. 1 employee is in it still.\n")
            #expect(
                try await desk.done("assignment add PCC-SW-900 Y1 --starts-on 2022-10-03 --fte 0.1").output
                    == "Y1 is in PCC-SW-900 from 3 October 2022. The post is frozen from 3 October 2022.\n")
            #expect(
                try await desk.berth(
                    "assignment correct PCC-SW-900 Y1 --take-back --fte 0.2 --reason typing"
                ).code == 64)
            #expect(
                try await desk.done("assignment correct PCC-SW-900 Y1 --take-back --reason typing").output
                    == "Taken back: Y1 was not in PCC-SW-900 from 3 October 2022.\n")
            let missing = try await desk.done("assignment missing --format json").json().elements
            #expect(
                missing.map { $0["candidate_ref"]?.string } == [
                    "PLY-C-0001-T", "PLY-C-0003-U", "PLY-C-0004-F",
                ])
            #expect(
                try await desk.done("report workforce").output.contains(
                    "3 recruits have started and are in no post: see berth assignment missing."))
            let refused = try await desk.berth("assignment add PCC-SW-014 X10 --starts-on 2022-10-03")
            #expect(refused.code == 73 && refused.errors.contains("is kept for PLY-C-0001-T"))
            try await desk.done(
                "assignment add PCC-SW-014 X10 --starts-on 2022-10-03 --override \"she is in PCC-SW-901\"")
            for format in ["table", "json", "csv"] {
                #expect(
                    try await desk.done("code list role --format \(format)").output.contains("social_worker"))
            }
            #expect(
                try await desk.berth("assignment correct PCC-SW-900 X9 --clear weather --reason x").code == 64
            )
        }
    }

    @Test func wrongValuesAreNamed() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            for (line, code) in [
                ("report workforce --what-if weather=3", 64), ("report workforce --chart bridge", 64),
                ("report workforce --return England", 64), ("report workforce --return England/1999", 66),
                ("report retention --by weather", 64), ("report turnover --months 0", 64),
                ("report workforce --organisation nobody", 66), ("post show PCC-SW-999", 66),
                ("assignment add PCC-SW-001 X --starts-on 2022-09-01 --fte 1.5", 65),
                ("assignment add PCC-SW-001 X --starts-on 2022-09-01 --fte x", 64),
                ("assignment end PCC-SW-001 nobody --reason resigned", 66),
                ("report workforce --threshold 0", 64), ("post list --only weather", 64),
                ("report workforce --by team --chart turnover", 64),
                ("report workforce --return England/2021 --team Permanency", 64),
                ("report workforce --return England/2021 --months 2", 64),
                ("report workforce --by team --what-if arrivals=1", 64),
                ("report workforce --chart turnover --what-if arrivals=1", 64),
                ("report workforce --team nonsense", 66), ("post list --team nonsense", 66),
                ("report leavers --as-of 2036-01-01", 65), ("report turnover --as-of 2036-01-01", 65),
                ("report retention --as-of 2036-01-01", 65),
            ] {
                let outcome = try await desk.berth(line)
                #expect(outcome.code == Int32(code), "\(line): \(outcome.testDescription)")
            }
        }
    }

    @Test func whatIsAssumedIsPrintedInEveryForm() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            let rows = try await desk.done(
                "report workforce --as-of 2022-08-31 --what-if arrivals=12,agency=-99 --format csv"
            ).lines
            #expect(
                rows.first == "scenario,basis,step,vacant,covered,uncovered,rate,change,beyond")
            #expect(rows.contains(#"as_given,posts,"arrivals, 12",31,24,7,15.3 %,-12,"#))
            #expect(
                rows.contains(#"as_given,posts,"agency, -99",31,0,31,15.3 %,0,75 more than there are"#))
            let page = try await desk.done(
                "report workforce --as-of 2022-08-31 --what-if leavers=999,agency=999"
            ).output
            #expect(page.contains("840 more than there are") && page.contains("find none"))
            #expect(
                page.contains("162 employees, 26 agency workers.\nHow many are newly qualified is not told"))
            let toCome = try await desk.done("report workforce --as-of 2030-01-31 --what-if arrivals=1")
                .output
            #expect(toCome.contains("This day is to come"))
            #expect(toCome.contains("2030-01 c.") && toCome.contains("of a day to come"))
        }
    }

    @Test func aPictureOfRetentionSaysWhatIsHiddenAndHowItIsReckoned() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            let line = "report retention --as-of 2022-08-31 --by route"
            let report = try await desk.done("\(line) --threshold 40 --format json").json()
            #expect(report["steps_merged"] == .boolean(true))
            #expect(report["method"]?.string?.contains("40 or more left in each step") == true)
            let picture = try await desk.done("\(line) --threshold 40 --chart").output
            #expect(picture.contains("Hidden since few left or stayed: agency_conversion"))
            #expect(picture.contains("By life table of whole months of service, merged until 40"))
            #expect(picture.contains("apprenticeship; c; c; c; c"))
            let page = try await desk.done("\(line) --threshold 40").output
            #expect(page.contains("Reckoned as a life table"))
            let exact = try await desk.done("\(line) --threshold 1").output
            #expect(!exact.contains("life table"))
        }
    }

    @Test func aPastDaySeesForWhomAPostWasKept() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            for (date, kept) in [("2022-03-14", 0), ("2022-03-15", 1), ("2022-04-15", 6), ("2022-08-31", 12)]
            {
                let report = try await desk.done("report workforce --as-of \(date) --format json").json()
                #expect(report["posts"]?["reserved"]?.integer == kept, "\(date)")
            }
            try await desk.done("post release PCC-SW-014 --on 2022-05-31 --reason \"Plans changed\"")
            let said = try await desk.done(
                "post reserve PCC-SW-014 --candidate PLY-C-0005-D --from 2022-12-01 --on 2022-06-30 --reason agreed"
            ).output
            #expect(
                said
                    == "PCC-SW-014 is kept for PLY-C-0005-D since 30 June 2022, expected on 1 December 2022.\n"
            )
            for (date, line) in [
                ("2022-05-30", "PLY-C-0001-T since 15 March 2022"),
                ("2022-07-01", "PLY-C-0001-T 2022-03-15/2022-05-31"),
            ] {
                #expect(
                    try await desk.done("post show PCC-SW-014 --as-of \(date)").output.contains(line),
                    "\(date)")
            }
            let refused = try await desk.berth(
                "post release PCC-SW-014 --on 2022-10-04 --reason \"Plans changed\"")
            #expect(refused.code == 65 && refused.errors.contains("after today"))
        }
    }

    @Test func ofARoleItIsSaidWhoMovedToAnotherPost() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            let people = try await desk.done(
                "assignment list --as-of 2022-08-31 --role social_worker --kind employee --format csv"
            ).lines
            let row = try #require(people.dropFirst().first { $0.contains(",1,") }?.split(separator: ","))
            try await desk.done("assignment end \(row[0]) \(row[1]) --on 2022-09-30 --reason moved_post")
            try await desk.done(
                "post add PCC-M-1 --organisation plymouth_city_council --title Manager --role team_manager --created-on 2022-10-01"
            )
            try await desk.done("assignment add PCC-M-1 \(row[1]) --starts-on 2022-10-01")
            let role = "--role social_worker --as-of 2022-09-30"
            #expect(
                try await desk.done("report workforce \(role) --threshold 1").output.contains(
                    "left the employer and 1 moved to another post of it.\n"))
            let series = try await desk.done("report turnover \(role) --months 1 --threshold 1 --format csv")
                .lines
            #expect(series.first == "month,turnover,leavers,left_employer,moved_post,in_post")
            #expect(series.last?.split(separator: ",")[4] == "1")
            let leavers = try await desk.done("report leavers \(role) --threshold 1 --format csv").lines
            #expect(leavers.contains("way,moved_to_other_post,1"))
            #expect(
                try await desk.done("report retention --by route \(role) --threshold 1").output.contains(
                    "and 1 moved to another post of it."))
            let hidden = try await desk.done("report turnover \(role) --months 1 --format csv").lines
            #expect(hidden.last?.split(separator: ",")[4] == "c", "one moved")
            let chart = try await desk.done("report turnover \(role) --months 1 --chart").output
            #expect(chart.contains("of these moved to another post of the employer; in post"))
            let whole = try await desk.done("report workforce --as-of 2022-09-30").output
            #expect(!whole.contains("moved to another post"), "of the whole nobody moves")
        }
    }
}
