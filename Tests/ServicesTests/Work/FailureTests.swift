import Domain
import Foundation
import OfficeSupport
import Postgres
@testable import Services
import TestSupport
import Testing

@Suite("Failures become sentences")
struct FailureTests {
    @Test("each family has the exit code of the design")
    func exitCodes() {
        let codes = Dictionary(
            uniqueKeysWithValues: ServiceError.Kind.allCases.map { ($0.rawValue, $0.exitCode) })
        #expect(
            codes == [
                "usage": 64, "bad_data": 65, "not_found": 66, "unavailable": 69, "conflict": 73, "busy": 75,
                "not_allowed": 77, "internal": 1,
            ])
    }

    /// Fails in a way that no verb does.
    struct Failing: Verb {
        static var action: Action { .viewRounds }
        let statement: String

        func perform(_ work: Work, on db: isolated PostgresConnection) throws {
            try db.script("insert into berth.counter values ('\(work.partnership.id)', 'trace', 1)")
            try db.script(statement)
        }
    }

    @Test(
        "what the database refuses is one sentence without SQL or data, and nothing is stored",
        arguments: [
            ("select 1 / 0", ServiceError.Kind.internal), ("select secret_word from nowhere", .unavailable),
            ("select pg_cancel_backend(pg_backend_pid())", .busy),
            ("select pg_terminate_backend(pg_backend_pid())", .unavailable),
            ("select 99999999999::integer", .badData), ("truncate berth.audit_event", .notAllowed),
            ("do $$ begin raise exception using errcode = '55P03'; end $$", .busy),
            ("do $$ begin raise exception 'secret_word' using errcode = '40001'; end $$", .busy),
            ("insert into berth.counter values (berth.current_partnership(), 'trace', 2)", .internal),
        ])
    func translated(statement: String, kind: ServiceError.Kind) async throws {
        try await withOffice { office in
            try await expectRefusalLeavesAlone(office, kind) {
                try await office.perform(Failing(statement: statement))
            }
            do {
                try await office.perform(Failing(statement: statement))
                Issue.record("it did not fail")
            } catch let error as ServiceError {
                #expect(!error.message.contains("secret_word") && !error.message.contains("insert"))
                #expect(error.message.count < 200)
            }
            #expect(try await office.perform(ListRounds()).count == 3, "the pool is sound afterwards")
        }
    }

    @Test("a connection that never came and a commit without an answer are told apart from faults of ours")
    func withoutAnswer() throws {
        let failed = PostgresError(.connectionFailed, "no such socket")
        for (error, kind, part) in [
            (failed, ServiceError.Kind.unavailable, "cannot be reached"),
            (PostgresError(.poolExhausted, "waited", underlying: failed), .unavailable, "cannot be reached"),
            (PostgresError(.poolExhausted, "waited"), .busy, "try again"),
            (PostgresError(.timedOut, "slow"), .busy, "try again"),
            (PostgresError(.poolClosed, "closed"), .unavailable, "cannot be reached"),
            (PostgresError(.commitOutcomeUnknown, "lost"), .unavailable, "before you repeat it"),
            (PostgresError(.decoding, "odd"), .internal, "under"),
        ] {
            let told = ConstraintMessages.translate(error, reference: UUID(), logger: TestServer.silent)
            #expect(told.kind == kind && told.message.contains(part), "\(told.message)")
        }
    }

    /// Tries to change something in a question.
    struct WritingQuestion: Verb {
        static var action: Action { .viewRounds }
        static var isReadOnly: Bool { true }

        func perform(_ work: Work, on db: isolated PostgresConnection) throws {
            try db.script("insert into berth.counter values ('\(work.partnership.id)', 'trace', 1)")
        }
    }

    @Test("a question cannot change anything")
    func readOnly() async throws {
        try await withOffice { office in
            try await expectRefusalLeavesAlone(office, .internal) {
                try await office.perform(WritingQuestion())
            }
        }
    }

    @Test("without a server, without a schema and without reference data the way out is named")
    func notSetUp() async throws {
        try await withOffice { office in
            try await office.asSuperuser { db in
                try db.script("set session_replication_role = 'replica'; delete from berth.bank_holiday")
            }
            await expectRefusal(.notFound, "berth db seed") { _ = try await office.show("PLY-1/1") }
        }
        // After the office, which makes the roles of a fresh server.
        try await withDatabase(.empty) { database in
            let office = Office(database: database, clock: TestClock(try instant("2022-09-30T09:00:00Z")))
            await expectRefusal(.unavailable, "berth db migrate") { _ = try await office.signIn("cora") }
        }
        var configuration = PostgresConfiguration()
        configuration.host = "/nowhere"
        let pool = PostgresPool(
            configuration: PoolConfiguration(configuration, limits: PoolLimits(connections: 1)),
            logger: TestServer.silent)
        let workspace = Office.workspace(over: pool, clock: TestClock(try instant("2022-09-30T09:00:00Z")))
        await expectRefusal(.unavailable) { _ = try await workspace.signIn("cora", partnership: nil) }
        await pool.shutdown()
    }
}
