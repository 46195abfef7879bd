import Domain
import FoundationEssentials
import Postgres

/// Makes a term with students, placements and preferences in one partnership of a volume database.
///
/// Run by ``Workspace/seedVolumeMatching(students:seed:as:)``. Homes and placements lie around towns, the larger ones
/// with most of them; there are two placements for five students with places for one to five, and every student asks for
/// five placements of the town. Each thing varies by a hash of the seed and the number of the row.
struct SeedVolumeMatching: Verb {
    static var action: Action { .managePartnership }

    /// The towns, the first of them the largest.
    static let towns = 60

    let plan: VolumePlan
    let students: Int

    private var placements: Int { max(Self.towns, students * 2 / 5) }

    func perform(_ work: Work, on db: isolated PostgresConnection) throws -> Int {
        let draws = SeedVolumePartnership(plan: plan)
        let termID = plan.key(kind: 20, number: 1)
        let place = work.partnership.id
        let added = try db.execute(
            """
            insert into berth.placement_term (partnership_id, term_id, code, name, starts_on, ends_on)
            values (\(place), \(termID), 'volume', 'Volume', \(VolumePlan.asOf), \(VolumePlan.asOf) + 200)
            on conflict do nothing
            """)
        if added == 0 {
            throw ServiceError.conflict(
                "The volume partnership \(work.partnership.code) has a term already; berth db reset empties the database."
            )
        }
        try addPlacements(termID, draws, work, on: db)
        try addStudents(termID, draws, work, on: db)
        try addPreferences(draws, work, on: db)
        try work.audit(
            "volume_seeded", of: "placement_term", termID,
            after: ["students": students, "placements": placements], on: db)
        return students
    }

    /// A town of a number, the first towns more often, and degrees within it.
    private func home(_ number: SQL, _ draws: SeedVolumePartnership, _ purpose: Int) -> (
        town: SQL, latitude: SQL, longitude: SQL
    ) {
        let share: SQL = "\(draws.draw(number, for: purpose, below: "10000")) / 10000.0"
        let town: SQL = "floor(\(literal: String(Self.towns))::float8 * (\(share)) * (\(share)))::integer"
        func spread(_ purpose: Int) -> SQL {
            "(\(draws.draw(number, for: purpose, below: "2000")) - 1000) / 12000.0"
        }
        return (
            town, "50.5 + 0.08 * (\(town) % 10) + \(spread(purpose + 1))",
            "-4.0 + 0.14 * (\(town) / 10) + \(spread(purpose + 2))"
        )
    }

    private func addPlacements(
        _ termID: UUID, _ draws: SeedVolumePartnership, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let home = home("given.n", draws, 20)
        try db.execute(
            """
            insert into berth.placement (
                partnership_id, placement_id, organisation_id, term_id, reference, team, setting, capacity, statutory,
                educator_stage, starts_on, ends_on, latitude, longitude)
            select \(work.partnership.id), given.placement_id,
                   (\(draws.organisationIDs))[1 + given.n % \(VolumeOrganisation.recruiting)], \(termID),
                   \(work.partnership.prefix) || '-P-' || lpad(given.n::text, 6, '0'), 'Team ' || given.n,
                   (array['children', 'adults', 'mental_health', 'hospital', 'school'])[1 + given.n % 5],
                   1 + \(draws.draw("given.n", for: 24, below: "5")), \(draws.draw("given.n", for: 25, below: "4")) > 0,
                   case when \(draws.draw("given.n", for: 26, below: "4")) = 0 then 1 else 2 end,
                   \(VolumePlan.asOf) + 30, \(VolumePlan.asOf) + 190, \(home.latitude), \(home.longitude)
            from unnest(\((1...placements).map { plan.key(kind: 21, number: $0) })) with ordinality
                as given (placement_id, n)
            """)
    }

    private func addStudents(
        _ termID: UUID, _ draws: SeedVolumePartnership, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let home = home("given.n", draws, 30)
        let university = draws.organisationIDs[
            VolumeOrganisation.all.firstIndex { $0.kind == .university } ?? 0]
        try db.execute(
            """
            insert into berth.student (
                partnership_id, student_id, organisation_id, term_id, reference, given_name, family_name, name_key,
                programme, stage, latitude, longitude, has_car)
            select \(work.partnership.id), given.student_id, \(university), \(termID),
                   \(work.partnership.prefix) || '-S-' || lpad(given.n::text, 6, '0'), 'Student', 'No ' || given.n,
                   'no ' || given.n || ' student', 'BA Social Work',
                   case when given.n % 2 = 0 then 'first' else 'final' end, \(home.latitude), \(home.longitude),
                   \(draws.draw("given.n", for: 34, below: "3")) > 0
            from unnest(\((1...students).map { plan.key(kind: 22, number: $0) })) with ordinality
                as given (student_id, n)
            """)
    }

    /// Five placements of those nearest by number of the same town, so that nobody asks for the other end of the county.
    private func addPreferences(
        _ draws: SeedVolumePartnership, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        // The server cannot know how many placements a town has, and would look at all of them for every wish.
        try db.execute("set local enable_nestloop = off")
        try db.execute(
            """
            with offered as (
                select placement_id, floor((latitude - 50.4) / 0.08)::integer as north,
                       floor((longitude + 4.1) / 0.14)::integer as east,
                       row_number() over (
                           partition by floor((latitude - 50.4) / 0.08), floor((longitude + 4.1) / 0.14)
                           order by reference) - 1 as place,
                       count(*) over (
                           partition by floor((latitude - 50.4) / 0.08), floor((longitude + 4.1) / 0.14)) as size
                from berth.placement
                where partnership_id = \(work.partnership.id)
            ), fields as (
                select distinct north, east, size from offered
            ), wished as (
                select student.student_id, wish.rank, fields.north, fields.east,
                       (\(draws.draw("hashtext(student.reference)", for: 40, below: "1000000"))
                        + wish.rank * (1 + fields.size / 7)) % fields.size as place
                from berth.student
                cross join generate_series(1, 5) as wish (rank)
                join fields
                    on fields.north = floor((student.latitude - 50.4) / 0.08)::integer
                   and fields.east = floor((student.longitude + 4.1) / 0.14)::integer
                where student.partnership_id = \(work.partnership.id)
            )
            insert into berth.preference (partnership_id, student_id, placement_id, rank)
            select \(work.partnership.id), wished.student_id, offered.placement_id, wished.rank
            from wished
            join offered
                on offered.north = wished.north and offered.east = wished.east and offered.place = wished.place
            on conflict do nothing
            """)
    }
}

extension Workspace {
    /// Makes a term of students and placements in the first volume partnership, for measuring matches.
    ///
    /// - Parameters:
    ///   - students: how many, up to a million; there are two placements for five students.
    ///   - seed: another seed makes other homes and wishes.
    /// - Throws: `usage` for a number out of range; `conflict` when the term is there already; `notFound` before there is
    ///   a volume partnership.
    public func seedVolumeMatching(
        students: Int, seed: Int64 = 1, as actor: Operator
    ) async throws(ServiceError) -> Int {
        guard (1...1_000_000).contains(students) else {
            throw ServiceError(.usage, "A volume term has from 1 to 1,000,000 students.")
        }
        let plan = VolumePlan(partnership: 1, rounds: 1, seed: seed)
        let place = plan.place
        return try await run(
            SeedVolumeMatching(plan: plan, students: students), as: actor.working(in: place), in: place,
            reach: .everyOrganisation)
    }

    /// The statement that takes statistics of the tables of a volume term; for the owner to run.
    public static let takeVolumeMatchingStatistics =
        "analyze berth.placement_term, berth.placement, berth.student, berth.preference"
}
