import Domain
import FoundationEssentials
import Postgres

/// Makes one partnership of a volume database with apprenticeships of ten years; answers how many.
///
/// Run by ``Workspace/seedVolumeApprentices(_:partnerships:seed:as:progress:)``. Most starts lie in the ten years before the
/// day of the volume data and a few in the quarter after it; one in eight has a break, one in five withdraws, the others
/// achieve two months after the gateway, as far as the day has come. Each thing varies by a hash of the seed and the
/// number of the row.
struct SeedVolumeApprentices: Verb {
    static var action: Action { .managePartnership }

    /// The standards: reference, level, months, hours off the job, and funding band in pence.
    static let standards: [(reference: String, level: Int, months: Int, hours: Int, band: Int)] = [
        ("BUSINESS-L3", 3, 18, 400, 5_000_00), ("CARE-L2", 2, 12, 300, 4_000_00),
        ("CARE-L3", 3, 18, 420, 6_000_00), ("PLANNING-L4", 4, 24, 500, 10_000_00),
        ("NURSE-L6", 6, 48, 1_200, 26_000_00), ("SOCIAL-WORK-L6", 6, 36, 800, 23_000_00),
    ]
    static let roles = [
        "administrator", "care_worker", "senior_care_worker", "planning_officer", "registered_nurse",
        "social_worker",
    ]

    let plan: VolumePlan
    let apprentices: Int

    private var opened: CalendarDate { VolumePlan.asOf.adding(months: -120) }
    private var base: SeedVolumePartnership { SeedVolumePartnership(plan: plan) }

    func perform(_ work: Work, on db: isolated PostgresConnection) throws -> Int {
        try base.addPartnership(work, on: db)
        try addStandards(work, on: db)
        try addApprentices(work, on: db)
        try addHours(work, on: db)
        try addStaff(work, on: db)
        try addLevy(work, on: db)
        return apprentices
    }

    private func addStandards(_ work: Work, on db: isolated PostgresConnection) throws {
        let standards = Self.standards
        try db.execute(
            """
            insert into berth.apprenticeship_standard (
                partnership_id, standard_id, revision, reference, version_no, title, level, funding_band_pence,
                minimum_hours, typical_months, recorded_by, recorded_at)
            select \(work.partnership.id), given.standard_id, 1, given.reference, '1.0', given.reference, given.level,
                   given.band, given.hours, given.months, \(work.actor.accountID),
                   \(base.recorded("\(opened)"))
            from unnest(
                \(standards.indices.map { plan.key(kind: 24, number: $0) }), \(standards.map(\.reference)),
                \(standards.map(\.level)), \(standards.map(\.band)), \(standards.map(\.hours)),
                \(standards.map(\.months))
            ) as given (standard_id, reference, level, band, hours, months)
            """)
    }

    /// The apprenticeships with their versions, approvals and events, in one statement.
    private func addApprentices(_ work: Work, on db: isolated PostgresConnection) throws {
        let place = work.partnership.id
        let count = Self.standards.count
        let draws = base
        try db.execute(
            """
            with drawn as materialized (
                select given.id, given.n, 1 + given.n % \(count) as turn,
                       (\(draws.organisationIDs))[
                           1 + \(draws.draw("given.n", for: 50, below: "\(VolumeOrganisation.recruiting)"))] as owner,
                       \(opened) + \(draws.draw("given.n", for: 51, below: "3652 + 90")) as starts_on,
                       \(draws.draw("given.n", for: 52, below: "8")) = 0 as has_break,
                       \(draws.draw("given.n", for: 53, below: "5")) = 0 as withdraws,
                       \(draws.draw("given.n", for: 54, below: "2")) = 0 as was_employee
                from unnest(\((0..<apprentices).map { plan.key(kind: 25, number: $0) })) with ordinality
                    as given (id, n)
            ), planned as materialized (
                select drawn.*, given.reference as standard_ref, given.role, given.band, drawn.starts_on <= \(VolumePlan.asOf) as has_started,
                       (drawn.starts_on + make_interval(months => given.months::integer))::date - 1 as ends_on,
                       case when drawn.has_break then 90 else 0 end as break_days
                from drawn
                join unnest(
                    \(Self.standards.map(\.reference)), \(Self.roles), \(Self.standards.map(\.months)),
                    \(Self.standards.map(\.band))
                ) with ordinality as given (reference, role, months, band, turn)
                    on given.turn = drawn.turn
            ), event as materialized (
                select planned.id, row_number() over (partition by planned.id order by happened.on_day) as sequence,
                       happened.event, happened.on_day, happened.reason_code
                from planned
                cross join lateral (
                    values
                        ('started', planned.starts_on, null, true),
                        ('break_started', planned.starts_on + 120, 'parental_leave', planned.has_break),
                        ('returned', planned.starts_on + 210, null, planned.has_break),
                        ('withdrawn', planned.starts_on + 300, 'left_employment', planned.withdraws),
                        ('gateway', planned.ends_on + planned.break_days, null, not planned.withdraws),
                        ('achieved', planned.ends_on + planned.break_days + 60, null, not planned.withdraws)
                ) as happened (event, on_day, reason_code, is_meant)
                where happened.is_meant and happened.on_day <= \(VolumePlan.asOf)
            ), ended as (
                select id, on_day from event where event in ('withdrawn', 'achieved')
            ), apprenticeship as (
                insert into berth.apprenticeship (
                    partnership_id, apprenticeship_id, organisation_id, reference, standard_ref, training)
                select \(place), planned.id, planned.owner, 'V/' || planned.n, planned.standard_ref,
                       case when planned.has_started then daterange(planned.starts_on, ended.on_day, '[]') end
                from planned
                left join ended on ended.id = planned.id
            ), version as (
                insert into berth.apprenticeship_version (
                    partnership_id, apprenticeship_id, revision, terms_no, given_name, family_name, name_key, role,
                    was_employee, provider, planned_start_on, planned_end_on, price_pence, recorded_by, recorded_at)
                select \(place), planned.id, 1, 1, 'Apprentice', 'No ' || planned.n, 'no ' || planned.n || ' apprentice',
                       planned.role, planned.was_employee, 'The College', planned.starts_on, planned.ends_on, planned.band,
                       \(work.actor.accountID), \(draws.recorded("least(planned.starts_on, \(VolumePlan.asOf)) - 30"))
                from planned
            ), approval as (
                insert into berth.training_approval (
                    partnership_id, apprenticeship_id, terms_no, party, approved_by, recorded_at)
                select \(place), planned.id, 1, side.party, \(work.actor.accountID),
                       \(draws.recorded("least(planned.starts_on, \(VolumePlan.asOf)) - 20"))
                from planned
                cross join (values ('employer'), ('provider')) as side (party)
                where planned.has_started or planned.n % 2 = 0 or side.party = 'employer'
            )
            insert into berth.apprenticeship_event (
                partnership_id, apprenticeship_id, sequence, revision, event, happened_on, reason_code, recorded_by,
                recorded_at)
            select \(place), event.id, event.sequence, 1, event.event, event.on_day, event.reason_code,
                   \(work.actor.accountID), \(draws.recorded("event.on_day"))
            from event
            """)
    }

    /// Hours off the job in the months of the last year in which somebody was under way.
    private func addHours(_ work: Work, on db: isolated PostgresConnection) throws {
        try db.execute(
            """
            insert into berth.off_the_job_hours (
                partnership_id, apprenticeship_id, month, revision, minutes, recorded_by, recorded_at)
            select \(work.partnership.id), learner.apprenticeship_id, months.month::date, 1,
                   \(base.draw("hashtext(learner.reference || months.month)", for: 55, below: "1800")),
                   \(work.actor.accountID), \(base.recorded("\(VolumePlan.asOf)"))
            from berth.apprenticeship as learner
            cross join generate_series(
                date_trunc('month', greatest(lower(learner.training), \(VolumePlan.asOf) - 365)),
                least(upper(learner.training) - 1, \(VolumePlan.asOf)), interval '1 month') as months (month)
            where learner.partnership_id = \(work.partnership.id) and learner.training is not null
            """)
    }

    /// A headcount every 31 March, and the starts in employment of every financial year.
    private func addStaff(_ work: Work, on db: isolated PostgresConnection) throws {
        let recruiting = Array(base.organisationIDs.prefix(VolumeOrganisation.recruiting))
        try db.execute(
            """
            insert into berth.headcount (
                partnership_id, organisation_id, measured_on, revision, headcount, recorded_by, recorded_at)
            select \(work.partnership.id), owner.id, make_date(years.year, 3, 31), 1, 2000 + 37 * (years.year - 2010),
                   \(work.actor.accountID), \(base.recorded("make_date(years.year, 4, 20)"))
            from unnest(\(recruiting)) as owner (id)
            cross join generate_series(2013, 2022) as years (year)
            """)
        try db.execute(
            """
            insert into berth.employment_start (
                partnership_id, organisation_id, starts_on, ends_on, revision, employees_started, recorded_by, recorded_at)
            select \(work.partnership.id), owner.id, make_date(years.year - 1, 4, 1), make_date(years.year, 3, 31), 1,
                   150 + years.year % 40, \(work.actor.accountID), \(base.recorded("make_date(years.year, 4, 20)"))
            from unnest(\(recruiting)) as owner (id)
            cross join generate_series(2013, 2022) as years (year)
            """)
    }

    /// Levy of every month, three fifths of which is spent and some given away.
    private func addLevy(_ work: Work, on db: isolated PostgresConnection) throws {
        let recruiting = Array(base.organisationIDs.prefix(VolumeOrganisation.recruiting))
        try db.execute(
            """
            insert into berth.levy_movement (
                partnership_id, organisation_id, month, kind, revision, amount_pence, recorded_by, recorded_at)
            select \(work.partnership.id), owner.id, months.month::date, moved.kind, 1, moved.pence,
                   \(work.actor.accountID), \(base.recorded("months.month::date + 27"))
            from unnest(\(recruiting)) as owner (id)
            cross join generate_series(
                date_trunc('month', \(opened)::date)::timestamp, \(VolumePlan.asOf)::timestamp, interval '1 month'
            ) as months (month)
            cross join lateral (
                values
                    ('paid_in', 3000000 + extract(month from months.month)::integer * 10000),
                    ('spent', 1800000), ('transferred_out', 200000)
            ) as moved (kind, pence)
            """)
    }
}

extension Workspace {
    /// Fills the database with made apprenticeships, for measuring: ten years of them up to the day of the other volume
    /// data, with headcounts and levy.
    ///
    /// - Parameters:
    ///   - apprentices: how many; rounded up to as many in each partnership.
    ///   - partnerships: over how many.
    ///   - progress: told, now and then, how many are made.
    /// - Throws: `notAllowed` unless the operator administers the installation; `usage` for the numbers; `conflict` when
    ///   volume data is already there.
    public func seedVolumeApprentices(
        _ apprentices: Int, partnerships: Int, seed: Int64 = 1, as actor: Operator,
        progress: (_ done: Int) -> Void = { _ in }
    ) async throws(ServiceError) -> Int {
        guard (1...10_000).contains(partnerships), apprentices >= partnerships, apprentices <= 10_000_000
        else {
            throw ServiceError(
                .usage,
                "\(apprentices) apprentices over \(partnerships) partnerships is not a size; give at least one a partnership."
            )
        }
        let share = (apprentices + partnerships - 1) / partnerships
        return try await seedPartnerships(partnerships, seed: seed, as: actor, progress: progress) {
            SeedVolumeApprentices(plan: $0, apprentices: share)
        }
    }

    /// The statement that takes statistics of the tables of ``seedVolumeApprentices(_:partnerships:seed:as:progress:)``.
    public static let takeApprenticeStatistics = """
        analyze berth.apprenticeship_standard, berth.apprenticeship, berth.apprenticeship_version,
                berth.training_approval, berth.apprenticeship_event, berth.off_the_job_hours, berth.headcount,
                berth.employment_start, berth.levy_movement
        """
}
