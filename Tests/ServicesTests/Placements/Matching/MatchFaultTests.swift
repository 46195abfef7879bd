import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Matches that are cut off in the middle")
struct MatchFaultTests {
    /// Ends the server's process of whoever writes to a table, when they do.
    private static func spring(_ office: MatchOffice, _ table: String, _ operation: String) async throws {
        try await office.office.asSuperuser { db in
            try db.script(
                """
                create function berth.cut_off() returns trigger language plpgsql security definer as
                $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(600); return null; end $$
                """)
            try db.script(
                "create trigger cut_off after \(operation) on \(table) for each statement execute function berth.cut_off()"
            )
        }
    }

    private static func disarm(_ office: MatchOffice) async throws {
        try await office.office.asSuperuser { db in try db.script("drop function berth.cut_off() cascade") }
    }

    @Test(
        "a run that is cut off stores nothing, says so, and works when it is made again",
        arguments: ["berth.match_run", "berth.match_student", "berth.match_placement", "berth.audit_event"])
    func run(table: String) async throws {
        try await MatchOffice.open(EducatorLimitTests.town) { office in
            try await Self.spring(office, table, "insert")
            try await expectRefusalLeavesAlone(office.office, .unavailable) {
                try await office.perform(RunMatch(term: nil))
            }
            try await Self.disarm(office)
            let run = try await office.perform(RunMatch(term: nil))
            #expect(run.certificate == "valid")
            let stored = try await office.perform(VerifyMatch(reference: run.ref))
            #expect(stored.assignmentsAgree && stored.certificate == "valid")
            #expect(try await office.perform(ListMatches()).map(\.ref) == [run.ref])
        }
    }

    @Test("a publication that is cut off leaves the draft a draft and the published run published")
    func publish() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let first = try await office.fresh()
            try await office.perform(PublishMatch(reference: first.ref), as: "cora")
            let second = try await office.fresh()
            for (table, operation) in [("berth.match_run", "update"), ("berth.audit_event", "insert")] {
                try await Self.spring(office, table, operation)
                try await expectRefusalLeavesAlone(office.office, .unavailable) {
                    try await office.perform(PublishMatch(reference: second.ref), as: "cora")
                }
                try await Self.disarm(office)
                #expect(try await office.perform(ShowMatch()).run.ref == first.ref)
            }
            try await office.perform(PublishMatch(reference: second.ref), as: "cora")
            let runs = try await office.perform(ListMatches())
            #expect(runs.count { $0.status == "published" } == 1)
            #expect(try await office.perform(ShowMatch()).run.ref == second.ref)
        }
    }

    @Test("of runs and publications at once each is whole, and one run is published")
    func atOnce() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let first = try await office.fresh()
            let second = try await office.fresh()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask { _ = try? await office.perform(RunMatch(term: nil)) }
                }
                for (run, login) in [(first, "cora"), (second, "max")] {
                    group.addTask {
                        _ = try? await office.perform(PublishMatch(reference: run.ref), as: login)
                    }
                }
            }
            let runs = try await office.perform(ListMatches())
            #expect(runs.count { $0.status == "published" } == 1)
            for run in runs {
                let verified = try await office.perform(VerifyMatch(reference: run.ref))
                #expect(verified.certificate == "valid" && verified.assignmentsAgree, "\(run.ref)")
                // Whatever was published at the time of a run, it kept the places of that or of nobody.
                #expect(run.keptRun == nil || [first.ref, second.ref].contains(run.keptRun))
            }
        }
    }
}
