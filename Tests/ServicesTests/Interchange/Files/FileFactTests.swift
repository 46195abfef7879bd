import Domain
import Foundation
import OfficeSupport
import Services
import TestSupport
import Testing

/// Facts that cannot be are refused in a file with the rule, and those that can are all stored.
@Suite("Facts of files")
struct FileFactTests {
    @Test("somebody may begin a break twice on one day, and a row stands for one event")
    func sameDay() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let head = "apprentice_ref,event,happened_on,reason_code\n"
            let leaves = head + "TAV/A1,break_started,2022-03-01,parental_leave\n"
            let file =
                leaves + "TAV/A1,returned,2022-03-01,\nTAV/A1,break_started,2022-03-01,parental_leave\n"
            #expect(try await office.load("apprenticeship_events", file).added == 3)
            func state() async throws -> String {
                try await office.perform(ShowApprentice(reference: "TAV/A1")).state
            }
            #expect(try await state() == "on_break")
            let again = try await office.load("apprenticeship_events", file)
            #expect((again.added, again.unchanged) == (0, 3))
            #expect(try await office.load("apprenticeship_events", leaves).unchanged == 1)
            let text = try await office.export("apprenticeship_events")
            #expect(try await office.load("apprenticeship_events", text).added == 0)
            // A row too many is refused where it cannot have happened, and named.
            try await expectFault(
                office, "apprenticeship_events", file + "TAV/A1,break_started,2022-03-01,parental_leave\n",
                line: 5, column: "event", "TAV/A1: ")
            try await expectFault(
                office, "apprenticeship_events",
                head + "TAV/A3,started,2022-09-05,\nTAV/A3,started,2022-09-05,\n", line: 3, column: "event",
                "TAV/A3: ")
        }
    }

    @Test("more full-time equivalents than people are refused, also beside what is stored")
    func headcount() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let head = "organisation,measured_on,headcount,fte\n"
            try await expectFault(
                office, "headcounts", head + "tavy_trust,2022-06-30,100,100.01\n", line: 2, column: "fte",
                "100.01 full-time equivalents are more than the 100 people employed")
            #expect(
                try await office.load("headcounts", head + "tavy_trust,2022-06-30,100,100\n").added == 1)
            // Of March 2021, 180.5 full-time equivalents are recorded.
            let fewer =
                "organisation,measured_on,headcount,correction_reason\ntavy_trust,2021-03-31,180,recount\n"
            try await expectFault(
                office, "headcounts", fewer, line: 2, column: "headcount",
                "180.5 full-time equivalents are more than the 180 people employed, of whom each is at most one; they are recorded already"
            )
        }
    }

    @Test("no levy account had anything before the levy was charged")
    func levy() async throws {
        try await withOffice { office in
            let head = "organisation,month,kind,amount\n"
            for kind in ["paid_in", "spent"] {
                try await expectFault(
                    office, "levy", head + "tavy_trust,2017-04,\(kind),100.00\n", line: 2, column: "month",
                    "before 2017-05 (rule levy.funds_expire_after): the levy is charged from 6 April 2017")
            }
            #expect(try await office.load("levy", head + "tavy_trust,2017-05,paid_in,100.00\n").added == 1)
        }
    }

    @Test("a name is no reference, and semicolons are no commas: both are said in the words of the file")
    func words() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let columns = ["organisation", "post_ref", "person_ref", "kind", "fte", "started_on"]
            let values = ["tavy_trust", "TAV/3", "Zoë Ó Súilleabháin", "employee", "1", "2022-09-01"]
            func file(_ separator: String, quote: String = "") -> String {
                [columns, values].map { line in
                    line.map { quote + $0 + quote }.joined(separator: separator) + "\n"
                }.joined()
            }
            try await expectFault(
                office, "assignments", file(","), line: 2, column: "person_ref",
                "use letters A to Z without accents, digits, dots, slashes and dashes, no spaces, at most forty; a number or code, such as the payroll number, not a name"
            )
            for (separator, name) in [(";", "semicolons"), ("\t", "tabs")] {
                for quote in ["", "\""] {
                    let words = "the columns are separated by \(name): write commas"
                    await expectRefusal(.badData, "line 1", words) {
                        try await office.load("assignments", file(separator, quote: quote))
                    }
                }
            }
            let empty = try await office.load("assignments", columns.joined(separator: ",") + "\n")
            #expect(empty.rows == 0)
        }
    }
}
