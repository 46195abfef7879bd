import Domain
import FoundationEssentials
import Postgres

/// Makes one partnership of a volume database in one transaction; answers how many candidates it has.
///
/// Run by ``Workspace/seedVolume(scale:seed:as:progress:)``. Three statements make everything, whatever the size:
/// each draws what varies from a hash of the seed and the number of the row, so nothing depends on the order in
/// which the server works.
struct SeedVolumePartnership: Verb {
    static var action: Action { .managePartnership }

    let plan: VolumePlan

    func perform(_ work: Work, on db: isolated PostgresConnection) throws -> Int {
        let pathways = try VolumePathways(try work.reference(on: db))
        try addPartnership(work, on: db)
        try addRounds(work, on: db)
        try addCandidates(pathways, work, on: db)
        try work.audit(
            "volume_seeded", of: "partnership", work.partnership.id,
            after: ["rounds": plan.rounds, "candidates": plan.candidates, "seed": Int(plan.seed)], on: db)
        return plan.candidates
    }

    func addPartnership(_ work: Work, on db: isolated PostgresConnection) throws {
        let place = work.partnership
        let added = try db.execute(
            """
            insert into berth.partnership (partnership_id, code, name, prefix)
            values (\(place.id), \(place.code), \(place.name), \(place.prefix))
            on conflict (code) do nothing
            """)
        if added == 0 {
            throw ServiceError.conflict(
                "Volume data is already there (partnership \(place.code)); berth db reset empties the database."
            )
        }
        for role in [Role.admin, .coordinator] {
            try db.execute(
                """
                insert into berth.staff_role (
                    partnership_id, staff_role_id, staff_account_id, role, granted_at)
                values (\(place.id), \(work.newID()), \(work.actor.accountID), \(role.rawValue), \(work.now))
                """)
        }
        let organisations = VolumeOrganisation.all
        try db.execute(
            """
            insert into berth.organisation (partnership_id, organisation_id, code, name, kind)
            select \(place.id), given.organisation_id, given.code, given.name, given.kind
            from unnest(
                \(organisationIDs), \(organisations.map(\.code)), \(organisations.map(\.name)),
                \(organisations.map(\.kind.rawValue))
            ) as given (organisation_id, code, name, kind)
            """)
        try db.execute(
            """
            insert into berth.counter (partnership_id, kind, value)
            values (\(place.id), 'candidate', \(plan.candidates))
            """)
    }

    var organisationIDs: [UUID] {
        VolumeOrganisation.all.indices.map { plan.key(kind: 1, number: $0 + 1) }
    }
    var contractIDs: [UUID] { (1...plan.rounds).map { plan.key(kind: 2, number: $0) } }
    var roundIDs: [UUID] { (1...plan.rounds).map { plan.key(kind: 3, number: $0) } }

    /// A number from 0 to below `sides` that follows from the seed, the partnership, a number and what it is for.
    func draw(_ number: SQL, for purpose: Int, below sides: SQL) -> SQL {
        let stream = plan.seed &+ Int64(purpose) &* 1_000_003 &+ Int64(plan.partnership) &* 1_000_000_007
        return "((hashint8extended((\(number))::bigint, \(stream)) & 2147483647) % (\(sides)))::integer"
    }

    /// A moment on the working day of a date, at which a row about that day was recorded.
    func recorded(_ date: SQL) -> SQL { "((\(date)) + time '16:30') at time zone 'UTC'" }
}
