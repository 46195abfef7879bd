import Domain
import FoundationEssentials
import Postgres

extension SeedVolumePartnership {
    /// A contract with one open round for each number, with the round's first event and the audit of both.
    func addRounds(_ work: Work, on db: isolated PostgresConnection) throws {
        let suppliers = ["Harbour Recruitment", "Passage People", "Northern Staffing", "Gateway Care"]
        try db.execute(
            """
            with made as materialized (
                select numbers.n, numbers.contract_id, numbers.round_id,
                       (\(organisationIDs))[1 + numbers.n % \(VolumeOrganisation.recruiting)] as organisation_id,
                       \(work.partnership.prefix) || '-R-' || lpad(numbers.n::text, 4, '0') as reference,
                       'Recruitment ' || numbers.n::text as title,
                       (\(suppliers))[1 + \(draw("numbers.n", for: 1, below: "4"))] as supplier,
                       \(VolumePlan.opensOn) - 120 + \(draw("numbers.n", for: 2, below: "30")) as bid_opened_on,
                       \(VolumePlan.opensOn) - 60 + \(draw("numbers.n", for: 3, below: "30")) as awarded_on,
                       \(VolumePlan.opensOn) as opens_on,
                       \(VolumePlan.asOf) + 7 + \(draw("numbers.n", for: 4, below: "150")) as due_on,
                       12 + \(draw("numbers.n", for: 5, below: "25")) as target
                from unnest(\(contractIDs), \(roundIDs)) with ordinality
                    as numbers (contract_id, round_id, n)
            ), contracts as (
                insert into berth.contract (
                    partnership_id, contract_id, organisation_id, reference, title, supplier, bid_opened_on,
                    awarded_on, starts_on, ends_on, fee_per_starter_pence, rebate_days)
                select \(work.partnership.id), contract_id, organisation_id, reference, title, supplier,
                       bid_opened_on, awarded_on, opens_on, opens_on + 730, 450000, 90
                from made
                order by n
            ), rounds as (
                insert into berth.round (
                    partnership_id, round_id, contract_id, organisation_id, round_no, target, opens_on, due_on,
                    counts_at)
                select \(work.partnership.id), round_id, contract_id, organisation_id, 1, target, opens_on, due_on,
                       'started'
                from made
                order by n
            ), round_events as (
                insert into berth.round_event (
                    partnership_id, round_id, sequence, kind, happened_on, target, opens_on, due_on, recorded_by,
                    recorded_at)
                select \(work.partnership.id), round_id, 1, 'opened', opens_on, target, opens_on, due_on,
                       \(work.actor.accountID), \(recorded("opens_on"))
                from made
                order by n
            )
            insert into berth.audit_event (
                partnership_id, subject_id, sequence, subject_kind, kind, actor_id, actor_name, after, request_id,
                recorded_at)
            select \(work.partnership.id), contract_id, 1, 'contract', 'contract_awarded',
                   \(work.actor.accountID), \(work.actor.fullName),
                   jsonb_build_object(
                       'reference', reference, 'title', title, 'supplier', supplier,
                       'bid_opened_on', bid_opened_on, 'awarded_on', awarded_on),
                   \(work.requestID), \(recorded("awarded_on"))
            from made
            union all
            select \(work.partnership.id), round_id, 1, 'round', 'round_opened',
                   \(work.actor.accountID), \(work.actor.fullName),
                   jsonb_build_object(
                       'contract_ref', reference, 'round_no', 1, 'target', target, 'opens_on', opens_on,
                       'due_on', due_on, 'counts_at', 'started', 'is_option', false),
                   \(work.requestID), \(recorded("opens_on"))
            from made
            """)
    }
}
