import Foundation
import Postgres
import PostgresServer
import TestSupport
import Testing

@Suite("Structure and promises of the schema")
struct StructureTests {
    @Test(
        "Schema/structure.sql is what the migrations make; regenerate it with berth db migrate --write-structure"
    )
    func structure() async throws {
        let programs = try ServerPrograms.find(environment: ProcessInfo.processInfo.environment)
        let made = try await withDatabase(.migrated) { database in
            try await StructureDump(program: programs.path("pg_dump"))
                .structure(of: database.configuration(as: .owner))
        }
        let kept = try String(contentsOfFile: PackageRoot.schema + "/structure.sql", encoding: .utf8)
        let difference = Array(made.split(separator: "\n")).difference(from: kept.split(separator: "\n"))
        #expect(difference.isEmpty, "\(difference.prefix(5))")
        #expect(made == kept)
    }

    @Test("every script of Schema/verify passes on a migrated database, as the owner runs them")
    func verified() async throws {
        try await withDatabase(.migrated) { database in
            let runner = try MigrationRunner(
                folder: PackageRoot.schema + "/migrations", logger: TestServer.logger)
            let connection = try await PostgresConnection.connect(
                database.configuration(as: .owner), logger: TestServer.logger)
            let passed = try await runner.verify(connection, folder: PackageRoot.schema + "/verify")
            await connection.close()
            #expect(Set(passed) == Set(Self.breaches.map(\.script)), "each has a breach below")
        }
    }

    /// A way to break what a script promises.
    struct Breach: Sendable, CustomTestStringConvertible {
        let script: String
        let statement: String
        let says: String
        var testDescription: String { "\(script): \(statement)" }
    }

    static let breaches: [Breach] = [
        Breach(
            script: "append_only.sql", statement: "drop trigger audit_event_no_truncate on berth.audit_event",
            says: "not append-only: audit_event"),
        Breach(
            script: "append_only.sql",
            statement: "alter table berth.milestone_fact disable trigger milestone_fact_append_only",
            says: "not append-only: milestone_fact"),
        Breach(
            script: "append_only.sql",
            statement: "alter table berth.headcount disable trigger headcount_superseded_only",
            says: "versions that may be rewritten: headcount"),
        Breach(
            script: "append_only.sql", statement: "grant delete on berth.round_event to berth_report",
            says: "round_event to berth_report"),
        Breach(
            script: "append_only.sql", statement: "grant update on berth.candidate_event to berth_app",
            says: "candidate_event to berth_app"),
        Breach(
            script: "names.sql", statement: "alter table berth.round add check (target < 1000)",
            says: "round_target_check"),
        Breach(
            script: "names.sql",
            statement:
                "alter table berth.candidate add foreign key (country_of_residence) references berth.country",
            says: "candidate_country_of_residence_fkey"),
        Breach(
            script: "ownership.sql",
            statement: "create table public.mine (id integer); alter table public.mine owner to berth_app",
            says: "mine"),
        Breach(
            script: "ownership.sql", statement: "grant create on schema berth to berth_app",
            says: "may create"),
        Breach(
            script: "ownership.sql", statement: "alter role berth_report bypassrls", says: "berth_report"),
        Breach(
            script: "row_security.sql", statement: "alter table berth.candidate no force row level security",
            says: "without forced row security: candidate"),
        Breach(
            script: "row_security.sql", statement: "drop policy counter_own on berth.counter",
            says: "without forced row security: counter"),
        Breach(
            script: "row_security.sql",
            statement: """
                create table berth.note (note_id uuid, partnership_id uuid,
                    constraint note_pkey primary key (note_id, partnership_id));
                alter table berth.note enable row level security, force row level security;
                create policy note_own on berth.note using (false)
                """, says: "keys without partnership_id: note_pkey"),
        Breach(
            script: "row_security.sql",
            statement: """
                alter table berth.candidate add constraint candidate_phone_taken unique (phone)
                """, says: "candidate_phone_taken"),
        Breach(
            script: "recorded.sql",
            statement: """
                insert into berth.partnership (partnership_id, code, name, prefix)
                values (gen_random_uuid(), 'wessex', 'Wessex', 'WES')
                """, says: "no audit of the partnership wessex"),
    ]

    @Test("each script fails when its promise is broken", arguments: breaches)
    func broken(breach: Breach) async throws {
        let text = try String(
            contentsOfFile: "\(PackageRoot.schema)/verify/\(breach.script)", encoding: .utf8)
        try await withDatabase(.migrated) { database in
            let message = try await database.pool().withConnection { db in
                // Rolled back: roles belong to the server, which other tests use.
                try db.script("begin")
                defer { try? db.script("rollback") }
                try db.script(breach.statement)
                do {
                    try db.script(text)
                    return ""
                } catch let error as PostgresError {
                    return error.fields.message
                }
            }
            #expect(message.contains(breach.says))
        }
    }
}
