import Domain
import Foundation
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

/// What was never so is taken back: nothing counts it any more, and what was known before still does.
@Suite("What was never so is taken back")
struct TakeBackTests {
    private static let before = "2022-09-30T09:30:00Z"

    @Test("an assignment of somebody who does not exist counts nowhere, and did before")
    func assignment() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            try await office.perform(try WorkforceChangeTests.put("PLY/3", "E99"))
            func seen(_ asAt: String? = nil) async throws -> [Int?] {
                let moment = try asAt.map { try instant($0) }
                let report = try await office.perform(ReportWorkforce(asAt: moment, threshold: 1))
                return [
                    report.people.employees, report.posts.vacant,
                    try await office.perform(ListAssignments(person: "E99", asAt: moment)).count,
                ]
            }
            #expect(try await seen() == [3, 3, 1])
            try office.clock.set("2022-09-30T10:00:00Z")
            func takeBack(_ person: String, _ reason: String = "no such person") -> CorrectAssignment {
                CorrectAssignment(post: "PLY/3", person: person, nil, reason: reason)
            }
            try await expectRefusalLeavesAlone(office, .badData, "needs a reason") {
                try await office.perform(takeBack("E99", " "))
            }
            try await expectRefusalLeavesAlone(office, .notFound, "E1 is not in the post PLY/3") {
                try await office.perform(takeBack("E1"))
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "vic may not") {
                try await office.perform(takeBack("E99"), as: "vic")
            }
            #expect(try await office.perform(takeBack("e99")).personRef == "E99")
            #expect(try await seen() == [2, 4, 0])
            #expect(try await seen(Self.before) == [3, 3, 1], "as it was known")
            #expect(!(try await office.export("assignments")).contains("E99"))
            try await expectRefusalLeavesAlone(office, .notFound, "E99 is not in the post") {
                try await office.perform(takeBack("E99"))
            }
            let audited = try await office.asSuperuser { db in
                try db.query(
                    """
                    select before ->> 'person_ref', reason
                    from berth.audit_event
                    where kind = 'assignment_taken_back' and after is null
                    """, as: (String, String?).self)
            }
            #expect(audited.map(\.0) == ["E99"] && audited.map(\.1) == ["no such person"])
            // The place is free again, also for the same reference from the same day.
            try await office.perform(try WorkforceChangeTests.put("PLY/3", "E99"))
            #expect(try await seen() == [3, 3, 1])
        }
    }

    @Test("who came with a post that is taken back has not lost more days elsewhere than since they came")
    func daysLost() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            try await office.perform(
                try WorkforceChangeTests.put("TAV/3", "E5", from: "2022-08-01", fte: 5_000))
            try await office.perform(
                try WorkforceChangeTests.put("TAV/2", "E5", from: "2022-09-20", fte: 5_000))
            var counted = AssignmentCorrection()
            (counted.countedOn, counted.daysLost) = (try day("2022-09-30"), FTE(whole: 30))
            try await office.perform(
                CorrectAssignment(post: "TAV/2", person: "E5", counted, reason: "the absence record"))
            try await expectRefusalLeavesAlone(
                office, .conflict, "E5 has lost 30 days by 2022-09-30, 11 days"
            ) {
                try await office.perform(
                    CorrectAssignment(post: "TAV/3", person: "E5", nil, reason: "never there"))
            }
        }
    }

    @Test("a plan of a standard that was never to be is taken back, and the person may be put on it anew")
    func plan() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func takeBack(_ reference: String) -> TakeBackApprentice {
                TakeBackApprentice(reference: reference, reason: "another person")
            }
            func references(_ asAt: String? = nil) async throws -> [String] {
                let question = ReportQuestion(asAt: try asAt.map { try instant($0) })
                return try await office.perform(ListApprentices(organisation: "tavy_trust", question))
                    .map(\.apprenticeRef)
            }
            try office.clock.set("2022-09-30T10:00:00Z")
            try await expectRefusalLeavesAlone(
                office, .conflict, "TAV/A1 started on 2021-09-06",
                "berth apprentice correct TAV/A1 1 --take-back"
            ) { try await office.perform(takeBack("TAV/A1")) }
            try await expectRefusalLeavesAlone(office, .notAllowed, "vic may not") {
                try await office.perform(takeBack("TAV/A3"), as: "vic")
            }
            #expect(try await office.perform(takeBack("tav/a3")).apprenticeRef == "TAV/A3")
            #expect(try await references() == ["TAV/A1", "TAV/A2"])
            #expect(try await references(Self.before) == ["TAV/A1", "TAV/A2", "TAV/A3"])
            #expect(!(try await office.export("apprentices")).contains("TAV/A3"))
            await expectRefusal(.notFound, "no apprentice TAV/A3") {
                _ = try await office.perform(takeBack("TAV/A3"))
            }
            let audit = try await office.perform(ShowAudit(reference: "TAV/A3"), as: "ada")
            #expect(audit.last?.kind == "apprentice_taken_back" && audit.last?.reason == "another person")
            // With the same employer or, had that been the mistake, with another.
            let file = """
                organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee
                plymouth_council,TAV/A3,Zoë,Oke,BA-L3,business_administrator,false

                """
            #expect(try await office.load("apprentices", file).added == 1)
            #expect(try await references() == ["TAV/A1", "TAV/A2"])
            #expect(try await office.load("apprentices", file).unchanged == 1)
            try await office.perform(takeBack("TAV/A3"))
            try await office.addApprentice("TAV/A3", from: "2022-10-03", to: "2024-04-02")
            #expect(try await references() == ["TAV/A1", "TAV/A2", "TAV/A3"])
        }
    }

    @Test("what is taken back while somebody else records its start has either started or is taken back")
    func race() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            await #expect(throws: PostgresError.self) {
                try await office.asSuperuser { db in
                    try db.execute(
                        """
                        update berth.apprenticeship
                        set taken_back = true
                        where reference = 'TAV/A1'
                        """)
                }
            }
        }
    }
}
