import Domain
import OfficeSupport
@testable import Services
import Testing

@Suite("Files of practice days")
struct PracticeDaysFileTests {
    private static let head = "practice_ref,on,kind,days,hours,absence_reason,correction_reason\n"
    private static let week = """
        S/B/1,2022-11-07,worked,1,,,
        S/B/1,2022-11-08,worked,0.5,,sickness,
        S/B/1,2022-11-09,absent,,,sickness,
        S/B/1,2022-11-10,skills,1,,,
        S/A/1,2022-11-07,worked,1,,,

        """

    private func started(_ body: (PracticeOffice) async throws -> Void) async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B")
            try await office.start("S/A")
            office.office.clock.set(try day("2022-11-11"))
            try await body(office)
        }
    }

    @Test("go in, come out the same, and a second time change nothing")
    func roundTrip() async throws {
        try await started { office in
            let first = try await office.office.load("practice_days", Self.head + Self.week)
            #expect(first.added == 5 && first.changed == 0 && first.unchanged == 0)
            let line = try #require(try await office.lines().first { $0.practice.studentRef == "S/B" })
            #expect(line.done == 3 && line.skills == 2 && line.absentDays == 1)
            let before = try await office.office.digest()
            let again = try await office.office.load("practice_days", Self.head + Self.week)
            #expect(again.unchanged == 5 && again.added + again.changed == 0)
            var after = try await office.office.digest()
            // That a file was imported is noted each time.
            after["audit_event"] = before["audit_event"]
            #expect(after == before)
            let exported = try await office.export("practice_days")
            let rows: [String] = exported.split(separator: "\n").dropFirst().map { String($0) }
            let given: [String] = Self.week.split(separator: "\n").map { String($0) }
            #expect(rows.sorted() == given.sorted())
        }
    }

    @Test("another day than stands there needs a reason, and becomes a revision with it")
    func corrections() async throws {
        try await started { office in
            try await office.office.load("practice_days", Self.head + Self.week)
            try await expectRefusalLeavesAlone(
                office.office, .badData, "line 2", "1 day worked", "correction_reason"
            ) {
                try await office.office.load(
                    "practice_days", Self.head + "S/B/1,2022-11-07,absent,,,sickness,\n")
            }
            let changed = try await office.office.load(
                "practice_days",
                Self.head
                    + "S/B/1,2022-11-07,absent,,,sickness,was ill\nS/B/1,2022-11-08,nothing,,,,misread\n")
            #expect(changed.changed == 2)
            let line = try #require(try await office.lines().first { $0.practice.studentRef == "S/B" })
            #expect(line.done == 0 && line.absentDays == 2)
        }
    }

    @Test("every fault is named with its line, and nothing is stored")
    func faults() async throws {
        try await started { office in
            let rows: [(String, String)] = [
                ("S/Z/1,2022-11-07,worked,1,,,", "There is no practice placement S/Z/1"),
                ("S/C/1,2022-11-07,worked,1,,,", "has not started"),
                ("S/B/1,2022-11-12,worked,1,,,", "after today"),
                ("S/B/1,2022-11-04,worked,1,,,", "is before that"),
                ("S/B/1,2022-11-07,worked,0.7,,,", "whole or half"),
                ("S/B/1,2022-11-08,worked,,7.5,,", "counts days"),
                ("S/B/1,2022-11-09,worked,,,,", "Nothing was done"),
                ("S/B/1,2022-11-10,absent,,,,", "needs its reason"),
                ("S/B/1,2022-11-10,absent,,,sickness,", "line 9 already"),
            ]
            do {
                try await office.office.load(
                    "practice_days", Self.head + rows.map { $0.0 + "\n" }.joined())
                Issue.record("nothing was refused")
            } catch let error as ServiceError {
                #expect(error.kind == .badData && error.details.count == rows.count)
                for (place, (row, part)) in rows.enumerated() {
                    let detail = error.details.first { $0.line == place + 2 }
                    #expect(detail?.reason.contains(part) == true, "\(row): \(detail?.reason ?? "")")
                }
            }
            #expect(try await office.lines().allSatisfy { $0.done == 0 })
        }
    }
}
