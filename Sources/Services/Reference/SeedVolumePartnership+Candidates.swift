import Domain
import FoundationEssentials
import Postgres

extension SeedVolumePartnership {
    /// The people of every round: who they are, what they have passed, and who has left.
    ///
    /// Two neighbours share a pathway, and one is as far ahead of ten milestones as the other is behind, so there
    /// are ten facts a candidate on average whatever is drawn. Somebody's dates follow the pathway's usual
    /// durations at a pace of their own, with small delays that add up, and end a few days before the last day.
    func addCandidates(
        _ pathways: VolumePathways, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        try db.execute(
            """
            with \(steps(pathways)), \(people(pathways, references: try plan.candidateReferences())), \(facts),
            candidates as (\(insertCandidates(work))),
            candidate_events as (\(insertEvents(work))),
            milestone_facts as (\(insertFacts(work)))
            \(insertAudit(work))
            """)
    }

    private func steps(_ pathways: VolumePathways) -> SQL {
        """
        step as materialized (
            select pathway_code, number, milestone_code, day_offset
            from unnest(
                \(pathways.pathway), \(pathways.number), \(pathways.milestone), \(pathways.offset)
            ) as given (pathway_code, number, milestone_code, day_offset)
        )
        """
    }

    private func people(_ pathways: VolumePathways, references: [String]) -> SQL {
        let ids = (1...plan.candidates).map { plan.key(kind: 4, number: $0) }
        let perRound = VolumeSize.candidatesInARound
        let countries = ["ZWE", "NGA", "GHA", "KEN", "IND", "ZAF", "PHL", "JAM", "USA", "CAN", "AUS", "IRL"]
        return """
            drawn as (
                select numbers.n, numbers.candidate_id, numbers.reference,
                       1 + (numbers.n - 1) / \(perRound) as round_number,
                       1 + \(draw("numbers.n / 2 + numbers.n % 2", for: 10, below: "10")) as pathway_number,
                       1 + \(draw("numbers.n", for: 11, below: "\(VolumeNames.given.count)")) as given_number,
                       1 + \(draw("numbers.n", for: 12, below: "\(VolumeNames.family.count)")) as family_number,
                       (\(countries))[1 + \(draw("numbers.n", for: 13, below: "\(countries.count)"))] as country,
                       0.8 + 0.005 * \(draw("numbers.n", for: 14, below: "100")) as pace,
                       \(draw("numbers.n", for: 15, below: "20"))
                           + case when \(draw("numbers.n", for: 16, below: "20")) = 0 then 40 else 0 end as quiet_days,
                       \(draw("numbers.n", for: 17, below: "25")) = 0 as has_left
                from unnest(\(ids), \(references)) with ordinality as numbers (candidate_id, reference, n)
            ), person as materialized (
                select drawn.n, drawn.candidate_id, drawn.reference, drawn.round_number, drawn.country, drawn.pace,
                       drawn.quiet_days, drawn.has_left,
                       (\(pathways.drawn))[drawn.pathway_number] as pathway_code,
                       (\(pathways.role))[drawn.pathway_number] as role,
                       10 + case when drawn.n % 2 = 1 then 1 else -1 end
                           * \(draw(
                               "drawn.n / 2 + drawn.n % 2", for: 18,
                               below: "1 + (\(pathways.spread))[drawn.pathway_number]")) as passed,
                       (\(VolumeNames.given))[drawn.given_number] as given_name,
                       (\(VolumeNames.family))[drawn.family_number] as family_name,
                       (\(VolumeNames.folded(VolumeNames.given)))[drawn.given_number] as given_key,
                       (\(VolumeNames.folded(VolumeNames.family)))[drawn.family_number] as family_key
                from drawn
            )
            """
    }

    private var facts: SQL {
        """
        timed as materialized (
            select person.n, person.candidate_id, step.milestone_code,
                   floor(step.day_offset * person.pace)::integer
                       + sum(\(draw("person.n * 32 + step.number", for: 19, below: "3")))
                           over (partition by person.n order by step.number)::integer as day
            from person
            join step on step.pathway_code = person.pathway_code and step.number <= person.passed
        ), dated as materialized (
            select person.n, person.candidate_id, person.reference, person.round_number, person.country,
                   person.quiet_days, person.has_left, person.pathway_code, person.role, person.given_name,
                   person.family_name,
                   case when person.given_key collate "C" < person.family_key
                       then person.given_key || ' ' || person.family_key
                       else person.family_key || ' ' || person.given_key end as name_key,
                   person.given_key || '.' || person.family_key || person.n::text || '@example.org' as email,
                   date '1962-01-01' + \(draw("person.n", for: 20, below: "13000")) as date_of_birth,
                   \(VolumePlan.asOf) - person.quiet_days - latest.day as registered_on,
                   (\(organisationIDs))[1 + person.round_number % \(VolumeOrganisation.recruiting)] as organisation_id
            from person
            join (select n, max(day) as day from timed group by n) as latest on latest.n = person.n
        )
        """
    }

    private func insertCandidates(_ work: Work) -> SQL {
        """
        insert into berth.candidate (
            partnership_id, candidate_id, organisation_id, reference, pathway_code, role, given_name, family_name,
            name_key, date_of_birth, nationality, country_of_residence, country_of_training, email, source,
            registered_on)
        select \(work.partnership.id), candidate_id, organisation_id, reference, pathway_code, role, given_name,
               family_name, name_key, date_of_birth, country, country, country, email, 'agency', registered_on
        from dated
        order by n
        """
    }

    private func insertEvents(_ work: Work) -> SQL {
        let reasons = ["accepted_other_offer", "family_reasons", "relocation_cost", "waited_too_long"]
        return """
            insert into berth.candidate_event (
                partnership_id, candidate_id, sequence, kind, happened_on, round_id, reason_code, recorded_by,
                recorded_at)
            select \(work.partnership.id), event.candidate_id, event.sequence, event.kind, event.happened_on,
                   event.round_id, event.reason_code, \(work.actor.accountID), \(recorded("event.happened_on"))
            from (
                select n, candidate_id, 1 as sequence, 'registered' as kind, registered_on as happened_on,
                       (\(roundIDs))[round_number] as round_id, null as reason_code
                from dated
                union all
                select n, candidate_id, 2, 'withdrawn',
                       \(VolumePlan.asOf) - \(draw("n", for: 21, below: "quiet_days + 1")), null,
                       (\(reasons))[1 + \(draw("n", for: 22, below: "4"))]
                from dated
                where has_left
            ) as event
            order by event.n, event.sequence
            """
    }

    private func insertFacts(_ work: Work) -> SQL {
        """
        insert into berth.milestone_fact (
            partnership_id, candidate_id, milestone_code, revision, happened_on, recorded_by, recorded_at)
        select \(work.partnership.id), timed.candidate_id, timed.milestone_code, 1,
               dated.registered_on + timed.day, \(work.actor.accountID),
               \(recorded("dated.registered_on + timed.day"))
        from timed
        join dated on dated.n = timed.n
        order by timed.n, timed.day
        """
    }

    private func insertAudit(_ work: Work) -> SQL {
        """
        insert into berth.audit_event (
            partnership_id, subject_id, sequence, subject_kind, kind, actor_id, actor_name, after, request_id,
            recorded_at)
        select \(work.partnership.id), candidate_id, 1, 'candidate', 'candidate_registered',
               \(work.actor.accountID), \(work.actor.fullName),
               jsonb_build_object(
                   'candidate_ref', reference, 'pathway', pathway_code, 'role', role, 'given_name', given_name,
                   'family_name', family_name, 'date_of_birth', date_of_birth, 'nationality', country,
                   'email', email, 'source', 'agency', 'registered_on', registered_on),
               \(work.requestID), \(recorded("registered_on"))
        from dated
        order by n
        """
    }
}
