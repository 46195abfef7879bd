import Domain
import Foundation
import OfficeSupport
import Postgres
@testable import Services
import TestSupport
import Testing

/// What the server really did, by its own counters, for the statements about placements and matches.
@Suite("The hot questions about matches at volume")
struct MatchPlanTests {
    /// Another partnership with many students, placements, wishes and runs.
    private static let volume = """
        set session_replication_role = 'replica';
        create temp table place as
            select partnership_id from berth.partnership where code = 'worcestershire';
        insert into berth.placement_term (partnership_id, term_id, code, name, starts_on, ends_on)
            select partnership_id, gen_random_uuid(), 'other', 'Other', '2022-10-03', '2023-04-28' from place;
        create temp table seat as
            select place.partnership_id, term.term_id, gen_random_uuid() as placement_id, n
            from place join berth.placement_term as term using (partnership_id)
            cross join generate_series(1, 8000) as n where term.code = 'other';
        insert into berth.placement (partnership_id, placement_id, organisation_id, term_id, reference, team, setting,
                capacity, starts_on, ends_on, educator_id)
            select partnership_id, placement_id, gen_random_uuid(), term_id, 'X-' || n, 'Team', 'adults', 2,
                   '2022-11-07', '2023-04-28', placement_id
            from seat;
        insert into berth.practice_educator (partnership_id, educator_id, reference, slots)
            select partnership_id, placement_id, 'E-' || n, 2 from seat;
        create temp table person as
            select place.partnership_id, term.term_id, gen_random_uuid() as student_id, n
            from place join berth.placement_term as term using (partnership_id)
            cross join generate_series(1, 20000) as n where term.code = 'other';
        insert into berth.student (partnership_id, student_id, organisation_id, term_id, reference, given_name,
                family_name, name_key, programme, stage)
            select partnership_id, student_id, gen_random_uuid(), term_id, 'Y-' || n, 'Given', 'Family' || n,
                   'family' || n || ' given', 'BA', 'first'
            from person;
        insert into berth.preference (partnership_id, student_id, placement_id, rank)
            select person.partnership_id, person.student_id, seat.placement_id, wish
            from person cross join generate_series(1, 5) as wish
            join seat on seat.n = 1 + (person.n * 7 + wish * 13) % 8000;
        insert into berth.host_preference (partnership_id, placement_id, student_id, band)
            select partnership_id, placement_id, student_id, 1 from berth.preference where rank = 1
               and partnership_id = (select partnership_id from place);
        insert into berth.travel (partnership_id, student_id, placement_id, mode, minutes)
            select partnership_id, student_id, placement_id, 'car', 20 from berth.preference
            where partnership_id = (select partnership_id from place);
        insert into berth.match_lock (partnership_id, student_id, sequence, kind, placement_id, reason, recorded_by,
                recorded_at)
            select partnership_id, student_id, 1, 'locked', placement_id, 'r', gen_random_uuid(), '2022-09-01'
            from berth.preference where rank = 1 and partnership_id = (select partnership_id from place);
        insert into berth.match_student (partnership_id, match_run_id, number, student_id, placement_id, rank, problems,
                travel_minutes, is_locked)
            select person.partnership_id, run, person.n, person.student_id, null, null, '{}', null, false
            from person cross join (select gen_random_uuid() as run from generate_series(1, 2)) as runs;
        insert into berth.match_placement (partnership_id, match_run_id, number, placement_id, capacity)
            select seat.partnership_id, run, seat.n, seat.placement_id, 2
            from seat cross join (select gen_random_uuid() as run from generate_series(1, 2)) as runs;
        set session_replication_role = 'origin';
        analyze
        """

    private static let large = [
        "student", "placement", "preference", "host_preference", "travel", "match_student", "match_placement",
        "match_lock", "practice_educator",
    ]

    @Test("go by the keys that begin with the partnership and read no large table from end to end")
    func scans() async throws {
        try await MatchOffice.open(EducatorLimitTests.town) { office in
            let run = try await office.fresh()
            try await office.perform(PublishMatch(reference: run.ref), as: "cora")
            try await office.office.asSuperuser { db in try db.script(Self.volume) }
            let pool = PostgresPool(
                configuration: PoolConfiguration(
                    office.office.database.configuration(as: .application), limits: PoolLimits(connections: 1)
                ),
                logger: TestServer.silent)
            let workspace = Office.workspace(over: pool, clock: office.office.clock)
            let questions: [(any Verb, String)] = [
                (ListPlacements(term: "autumn-2022"), "rita"), (ListEducators(), "rita"),
                (ListStudents(text: "S/A"), "rita"), (ShowStudent(reference: "S/A"), "rita"),
                (RunMatch(term: "autumn-2022"), "rita"), (ShowMatch(reference: run.ref), "rita"),
                (ShowMatch(reference: run.ref), "una"), (ShowMatchMap(reference: run.ref), "una"),
                (ShowMatchLoad(reference: run.ref), "hugo"), (ListUnplaced(run: run.ref), "rita"),
                (ExplainStudent(student: "S/A", run: run.ref), "una"),
                (VerifyMatch(reference: run.ref), "rita"),
                (CheckMatch(run: run.ref), "rita"), (CompareMatches(from: run.ref, to: run.ref), "una"),
                (ListBlockingPairs(run: run.ref), "rita"), (RankNewPlaces(term: "autumn-2022"), "rita"),
            ]
            for (verb, login) in questions {
                let person = try await workspace.signIn(login, partnership: "plymouth")
                // Twice: the first fills the caches of statements and of reference data.
                try await Self.ask(verb, workspace, person)
                let before = try await Self.scans(office.office, workspace)
                try await Self.ask(verb, workspace, person)
                let after = try await Self.scans(office.office, workspace)
                for table in Self.large {
                    #expect(
                        after[table] == before[table], "\(type(of: verb)) as \(login) reads all of \(table)")
                }
            }
            await pool.shutdown()
        }
    }

    private static func ask<V: Verb>(_ verb: V, _ workspace: Workspace, _ person: Operator) async throws {
        _ = try await workspace.perform(verb, as: person)
    }

    private static func scans(_ office: Office, _ workspace: Workspace) async throws -> [String: Int] {
        _ = try await workspace.pool.withConnection { db in
            try db.query("select pg_stat_force_next_flush()::text", as: String?.self)
        }
        return Dictionary(
            uniqueKeysWithValues: try await office.asSuperuser { db in
                try db.query(
                    "select relname::text, seq_scan from pg_stat_user_tables where schemaname = 'berth'",
                    as: (String, Int).self)
            })
    }
}
