import Domain
import FoundationEssentials
import Postgres

/// Makes one partnership of a volume database with an establishment of ten years; answers how many assignments it has.
///
/// Run by ``Workspace/seedVolumeWorkforce(assignments:partnerships:seed:as:progress:)``. Every post has five holders one
/// after the other; most of the last are there still.
struct SeedVolumeWorkforce: Verb {
    static var action: Action { .managePartnership }

    static let holders = 5

    let plan: VolumePlan
    let posts: Int

    func perform(_ work: Work, on db: isolated PostgresConnection) throws -> Int {
        let base = SeedVolumePartnership(plan: plan)
        try base.addPartnership(work, on: db)
        let place = work.partnership
        let owners = base.organisationIDs
        let opened = VolumePlan.asOf.adding(months: -120)
        try db.execute(
            """
            with made as (
                insert into berth.post (partnership_id, post_id, organisation_id, reference)
                select \(place.id), gen_random_uuid(),
                       (\(owners))[1 + numbers.n % \(VolumeOrganisation.recruiting)], 'V-' || numbers.n
                from generate_series(1, \(posts)::integer) as numbers (n)
                returning post_id, organisation_id, reference
            )
            insert into berth.post_version (
                partnership_id, post_id, revision, organisation_id, title, role, team, fte, created_on, regulator,
                recorded_by, recorded_at)
            select \(place.id), post_id, 1, organisation_id, 'Social Worker', 'social_worker',
                   'Team ' || substr(reference, 3)::integer % 20, 10000, \(opened), 'social_work_england',
                   \(work.actor.accountID), \(recorded(opened))
            from made
            """)
        try db.execute(
            """
            insert into berth.assignment (
                partnership_id, assignment_id, revision, organisation_id, post_id, person_ref, kind, fte,
                started_on, ended_on, leaving_reason, route, birth_year, recorded_by, recorded_at)
            select \(place.id), gen_random_uuid(), 1, drawn.organisation_id, drawn.post_id,
                   'V' || drawn.n || '.' || drawn.turn / 2,
                   case when drawn.dice % 10 = 0 then 'agency' else 'employee' end,
                   (array[10000, 10000, 8000, 6000, 5000])[1 + drawn.dice % 5], drawn.started_on,
                   case
                       when drawn.turn < \(Self.holders) - 1 or drawn.dice % 7 = 0
                       then drawn.started_on + 300 + drawn.dice % 200
                   end,
                   case
                       when drawn.turn < \(Self.holders) - 1 or drawn.dice % 7 = 0
                       then (array['resigned', 'retired', 'end_of_contract', 'relocated'])[1 + drawn.dice % 4]
                   end,
                   (array['experienced', 'newly_qualified', 'overseas'])[1 + drawn.dice % 3],
                   1960 + drawn.dice % 40, \(work.actor.accountID), \(recorded(opened))
            from (
                select post.post_id, post.organisation_id, substr(post.reference, 3)::integer as n, turns.turn,
                       \(opened) + turns.turn * 730
                           + (hashint8(substr(post.reference, 3)::bigint * 31 + turns.turn) & 127) as started_on,
                       (hashint8(substr(post.reference, 3)::bigint * 37 + turns.turn + \(plan.seed))
                           & 2147483647) as dice
                from berth.post
                cross join generate_series(0, \(Self.holders)::integer - 1) as turns (turn)
                where post.partnership_id = \(place.id)
            ) as drawn
            """)
        return posts * Self.holders
    }

    private func recorded(_ date: CalendarDate) -> SQL { "((\(date)) + time '16:30') at time zone 'UTC'" }
}

extension Workspace {
    /// Fills the database with made establishments, for measuring: ten years of assignments up to the day of the other
    /// volume data.
    ///
    /// - Parameters:
    ///   - assignments: how many; rounded up to five a post.
    ///   - partnerships: over how many.
    ///   - progress: told, now and then, how many are made.
    /// - Throws: `notAllowed` unless the operator administers the installation; `usage` for the numbers; `conflict` when
    ///   volume data is already there.
    public func seedVolumeWorkforce(
        assignments: Int, partnerships: Int, seed: Int64 = 1, as actor: Operator,
        progress: (_ done: Int) -> Void = { _ in }
    ) async throws(ServiceError) -> Int {
        let share = partnerships * SeedVolumeWorkforce.holders
        let posts = share > 0 && assignments >= share ? (assignments + share - 1) / share : 0
        guard (1...10_000).contains(partnerships), posts >= 1, assignments <= 100_000_000 else {
            throw ServiceError(
                .usage,
                "\(assignments) assignments over \(partnerships) partnerships is not a size; give at least five a partnership."
            )
        }
        return try await seedPartnerships(partnerships, seed: seed, as: actor, progress: progress) {
            SeedVolumeWorkforce(plan: $0, posts: posts)
        }
    }

    /// Makes volume partnerships one after the other; answers how many of what there is in them all.
    func seedPartnerships<V: Verb>(
        _ partnerships: Int, seed: Int64, as actor: Operator, progress: (_ done: Int) -> Void,
        _ verb: (VolumePlan) -> V
    ) async throws(ServiceError) -> Int where V.Output == Int {
        guard actor.isInstallationAdmin else {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not make volume data; the administrator of this installation can.")
        }
        var done = 0
        for number in 1...partnerships {
            let plan = VolumePlan(partnership: number, rounds: 0, seed: seed)
            done += try await run(
                verb(plan), as: actor.working(in: plan.place), in: plan.place, reach: .everyOrganisation)
            progress(done)
        }
        return done
    }

    /// The statement that takes statistics of the tables of ``seedVolumeWorkforce(assignments:partnerships:seed:as:progress:)``.
    public static let takeWorkforceStatistics = "analyze berth.post, berth.post_version, berth.assignment"
}
