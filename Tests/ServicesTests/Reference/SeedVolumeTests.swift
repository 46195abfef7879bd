import Domain
import FoundationEssentials
import Postgres
import Services
import TestSupport
import Testing

@Suite struct SeedVolumeTests {
    /// Small, yet with two partnerships: 60 rounds, 3,000 candidates, 30,000 facts.
    static let scale = 0.03

    @Test func makesWhatItPromises() async throws {
        try await withVolume { database, _, size in
            #expect(size.partnerships == 2 && size.rounds == 60)
            let counts = try await database.pool().withConnection { db in
                try db.one(
                    """
                    select (select count(*) from berth.partnership), (select count(*) from berth.round),
                           (select count(*) from berth.candidate), (select count(*) from berth.milestone_fact),
                           (select count(*) from berth.round_event),
                           (select count(*) from berth.audit_event where subject_kind = 'candidate')
                    """, as: (Int, Int, Int, Int, Int, Int).self)
            }
            #expect(counts == (2, 60, 3_000, 30_000, 60, 3_000))
        }
    }

    @Test func everyFactFollowsWhatItNeeds() async throws {
        try await withVolume { database, _, _ in
            let asOf = PostgresDate(daysSinceEpoch: Workspace.volumeAsOf.daysSinceEpoch)
            let wrong = try await database.pool().withConnection { db in
                try db.one(
                    """
                    select (
                        select count(*)
                        from berth.milestone_fact as fact
                        join berth.candidate using (partnership_id, candidate_id)
                        join berth.milestone_prerequisite as need
                            on need.pathway_code = candidate.pathway_code
                           and need.milestone_code = fact.milestone_code
                        left join berth.milestone_fact as earlier
                            on earlier.partnership_id = fact.partnership_id
                           and earlier.subject_id = fact.subject_id
                           and earlier.milestone_code = need.prerequisite_code
                        where earlier.happened_on is null or earlier.happened_on > fact.happened_on
                    ), (
                        select count(*)
                        from berth.milestone_fact as fact
                        join berth.candidate using (partnership_id, candidate_id)
                        where fact.happened_on > \(asOf) or fact.happened_on < candidate.registered_on
                    ), (
                        select count(*)
                        from berth.candidate_event as event
                        where event.happened_on > \(asOf)
                    )
                    """, as: (Int, Int, Int).self)
            }
            #expect(wrong == (0, 0, 0))
        }
    }

    @Test func namesAndReferencesAreThoseOfTheProgram() async throws {
        try await withVolume { database, _, _ in
            let people = try await database.pool().withConnection { db in
                try db.query(
                    "select given_name, family_name, name_key, reference from berth.candidate",
                    as: (String, String, String, String).self)
            }
            #expect(people.count == 3_000)
            #expect(people.allSatisfy { $0.2 == CandidateName.nameKey(given: $0.0, family: $0.1) })
            #expect(people.allSatisfy { Reference.canonical($0.3) == $0.3 })
        }
    }

    @Test func theSameSeedMakesTheSameRowsAndAnotherDoesNot() async throws {
        let first = try await withVolume { database, _, _ in try await Self.fingerprint(database) }
        let again = try await withVolume { database, _, _ in try await Self.fingerprint(database) }
        let other = try await withVolume(seed: 2) { database, _, _ in try await Self.fingerprint(database) }
        #expect(first == again)
        #expect(first != other)
    }

    @Test func theAuditHoldsTogether() async throws {
        try await withVolume { _, workspace, _ in
            let demo = try await workspace.signIn("demo", partnership: "volume_002")
            let verdict = try await workspace.perform(VerifyAudit(), as: demo)
            #expect(verdict.events == 521 && verdict.broken.isEmpty)
        }
    }

    @Test func refusesToSeedTwice() async throws {
        try await withVolume { database, workspace, _ in
            let demo = try await workspace.signIn("demo", partnership: nil)
            let error = await #expect(throws: ServiceError.self) {
                try await workspace.seedVolume(scale: Self.scale, as: demo)
            }
            #expect(error?.kind == .conflict)
            #expect(error?.message.contains("Volume data is already there") == true)
            let partnerships = try await database.pool().withConnection { db in
                try db.one("select count(*) from berth.partnership", as: Int.self)
            }
            #expect(partnerships == 2)
        }
    }

    @Test(arguments: [0, -1, 101, .nan, .infinity])
    func refusesAScaleOutOfRange(scale: Double) {
        let error = #expect(throws: ServiceError.self) { try VolumeSize(scale: scale) }
        #expect(error?.kind == .usage)
    }

    @Test func theSmallestScaleIsOneRound() throws {
        let size = try VolumeSize(scale: 0.000_01)
        #expect(size.rounds == 1 && size.partnerships == 1 && size.candidates == 50 && size.facts == 500)
    }

    /// Everything that was made, without who made it and when, as one hash.
    private static func fingerprint(_ database: TestDatabase) async throws -> String {
        try await database.pool().withConnection { db in
            try db.one(
                """
                select md5(string_agg(line, ';' order by line))
                from (
                    select concat_ws('|', candidate.*) as line from berth.candidate
                    union all
                    select concat_ws('|', round.*) from berth.round
                    union all
                    select concat_ws('|', contract.*) from berth.contract
                    union all
                    select concat_ws('|', partnership_id, candidate_id, sequence, kind, happened_on, round_id,
                                     reason_code)
                    from berth.candidate_event
                    union all
                    select concat_ws('|', partnership_id, candidate_id, milestone_code, happened_on, recorded_at)
                    from berth.milestone_fact
                ) as made
                """, as: String.self)
        }
    }

    @Test func aVolumeTermCanBeMatched() async throws {
        try await withVolume { database, workspace, _ in
            let demo = try await workspace.signIn("demo", partnership: nil)
            #expect(try await workspace.seedVolumeMatching(students: 300, as: demo) == 300)
            let person = try await workspace.signIn("demo", partnership: "volume_001")
            let run = try await workspace.perform(RunMatch(term: "volume"), as: person)
            #expect(run.certificate == "valid" && run.exact && run.objective.unplaced < 100)
            let report = try await workspace.perform(ShowMatch(), as: person)
            #expect(report.placed + report.unplaced.count == 300)
            #expect(report.assignments.count { $0.rank == 1 } > 60)
            await #expect(throws: ServiceError.self) {
                try await workspace.seedVolumeMatching(students: 300, as: demo)
            }
        }
    }

    private func withVolume<R>(
        seed: Int64 = 1, _ body: (TestDatabase, Workspace, VolumeSize) async throws -> R
    ) async throws -> R {
        try await withDatabase(.migrated) { database in
            let loader = LoadReferenceData(folder: PackageRoot.path + "/seeds/reference")
            _ = try await database.pool(as: .owner).withConnection { db in
                try loader.perform(at: Date(), on: db)
            }
            let now = Now { Date() }
            let workspace = Workspace(
                pool: database.pool(as: .application), now: now,
                ids: IDSource(now: now, random: { UInt64.random(in: .min ... .max) }),
                logger: TestServer.silent)
            try await workspace.addFirstAdmin(login: "demo", fullName: "Demo operator", email: nil)
            let demo = try await workspace.signIn("demo", partnership: nil)
            let size = try await workspace.seedVolume(scale: Self.scale, seed: seed, as: demo)
            return try await body(database, workspace, size)
        }
    }
}
