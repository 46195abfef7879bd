import Foundation
import OfficeSupport
import Postgres
import TestSupport
import Testing

@Suite("Facts and audit events stay as they are")
struct AppendOnlyTests {
    static let tables = [
        "apprenticeship_event", "audit_event", "candidate_event", "match_lock", "milestone_fact",
        "off_the_job_hours", "placement_request", "post_reservation", "practice_day", "practice_event",
        "practice_payment", "report_return", "round_event", "round_snapshot", "training_approval",
    ]

    /// Tables whose rows are versions of records.
    static let versions = [
        "apprenticeship_standard", "apprenticeship_version", "assignment", "bank_holiday",
        "country_list_entry",
        "employment_start", "headcount", "levy_movement", "milestone_definition", "milestone_prerequisite",
        "pathway_version", "post_version", "role_route", "rule", "workforce_comparator", "workforce_return",
    ]

    @Test("no role changes, deletes or empties one", arguments: tables)
    func refused(table: String) async throws {
        try await withOffice { office in
            try await office.fill()
            let name = "berth." + table
            let place = try await office.asSuperuser { db in
                try db.one(
                    "select partnership_id from berth.partnership where code = 'plymouth'", as: UUID.self)
            }
            let session = Session(partnership: place, actor: UUID())
            let before = try await office.digest()
            let instants = [
                "post_reservation": "reserved_on", "round_snapshot": "taken_at", "report_return": "signed_at",
            ]
            let instant = instants[table] ?? "recorded_at"
            let statements: [SQL] = [
                "update \(unsafeRaw: name) set \(unsafeRaw: instant) = now()",
                "delete from \(unsafeRaw: name)",
                "truncate \(unsafeRaw: name)", "truncate \(unsafeRaw: name) cascade",
            ]
            for role in [TestDatabase.Role.application, .report, .owner, .superuser] {
                for statement in statements {
                    let refusal = try await office.refusal(of: statement, session, as: role)
                    // The owner is under row security too, and no policy lets it update or delete an audit event: it
                    // finds none.
                    if role == .owner && table == "audit_event" && refusal == nil { continue }
                    #expect(refusal == "42501", "\(role) \(statement)")
                }
            }
            for statement in statements {
                do {
                    try await office.asSuperuser { db in
                        try db.transaction { db in
                            try db.script("set local role berth_sign_in")
                            for setting in session.settings { try db.execute(setting) }
                            try db.execute(statement)
                        }
                    }
                    Issue.record("berth_sign_in may \(statement)")
                } catch let error as PostgresError {
                    #expect(error.sqlState == "42501", "berth_sign_in \(statement)")
                }
            }
            #expect(try await office.digest() == before)
        }
    }

    @Test("nobody rewrites a version, the owner included, and a version is closed once")
    func versions() async throws {
        try await withOffice { office in
            try await office.fill()
            let place = try await office.asSuperuser { db in
                try db.one(
                    "select partnership_id from berth.partnership where code = 'plymouth'", as: UUID.self)
            }
            let session = Session(partnership: place, actor: UUID())
            let before = try await office.digest()
            for table in Self.versions {
                let name = "berth." + table
                let statements: [SQL] = [
                    "update \(unsafeRaw: name) set recorded_at = now()",
                    "update \(unsafeRaw: name) set recorded_at = now(), superseded_at = now()",
                    "delete from \(unsafeRaw: name)", "truncate \(unsafeRaw: name) cascade",
                ]
                for role in [TestDatabase.Role.application, .report, .owner, .superuser] {
                    for statement in statements {
                        #expect(
                            try await office.refusal(of: statement, session, as: role) == "42501",
                            "\(role) \(statement)")
                    }
                }
            }
            #expect(try await office.digest() == before)
            #expect(
                try await office.refusal(
                    of: """
                        with closed as (
                            update berth.post_version set superseded_at = now() where superseded_at = 'infinity'
                            returning post_id
                        )
                        select count(*) from closed
                        """, session) == nil, "to close it is what the program does")
            #expect(
                try await office.refusal(
                    of: "update berth.post_version set superseded_at = 'infinity'", session)
                    == "42501", "and nothing opens it again")
        }
    }

    @Test("the program's role owns nothing, makes nothing and cannot get round row security")
    func ownership() async throws {
        try await withOffice { office in
            let owned = try await office.asSuperuser { db in
                try db.query(
                    """
                    select owned.name
                    from (
                        select oid::regclass::text as name, relowner as owner from pg_class
                        union all select oid::regprocedure::text, proowner from pg_proc
                        union all select nspname, nspowner from pg_namespace
                        union all select typname, typowner from pg_type
                        union all select datname, datdba from pg_database
                    ) as owned
                    where owned.owner in (
                        select oid from pg_roles where rolname in ('berth_app', 'berth_report'))
                    """, as: String.self)
            }
            #expect(owned == [])
            let place = try await office.asSuperuser { db in
                try db.one("select partnership_id from berth.partnership limit 1", as: UUID.self)
            }
            let session = Session(partnership: place, actor: UUID())
            for role in [TestDatabase.Role.application, .report] {
                for statement in [
                    "create table berth.mine (id integer)", "create table public.mine (id integer)",
                    "create schema mine", "create view berth.mine as select 1 as one",
                    "create function berth.mine() returns integer language sql as 'select 1'",
                    "alter table berth.candidate disable row level security",
                    "alter table berth.audit_event disable trigger all",
                    "drop trigger audit_event_append_only on berth.audit_event",
                    "drop policy candidate_own on berth.candidate", "drop table berth.candidate",
                    "set local role berth_owner", "set local role berth_sign_in",
                    "set local session_replication_role = 'replica'",
                    "insert into berth.rule (rule_key) values ('mine')",
                    "update berth.pathway_version set name = 'mine'",
                ] as [SQL] {
                    #expect(
                        try await office.refusal(of: statement, session, as: role) == "42501",
                        "\(role): \(statement)")
                }
            }
            let evasion = try? await office.session(Session()) { db in
                try db.execute("set local row_security = off")
                return try db.one("select count(*) from berth.candidate", as: Int.self)
            }
            #expect(evasion == nil, "row security cannot be switched off for a query")
        }
    }

    @Test("the functions that look past row security answer only what signing in needs")
    func definerFunctions() async throws {
        try await withDatabase(.migrated) { database in
            let functions = try await database.pool().withConnection { db in
                try db.query(
                    """
                    select proname::text from pg_proc
                    where pronamespace = 'berth'::regnamespace and prosecdef order by proname
                    """, as: String.self)
            }
            #expect(functions == ["add_first_admin", "sign_in", "works_elsewhere"])
        }
    }
}
