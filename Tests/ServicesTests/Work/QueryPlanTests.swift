import Domain
import Foundation
import OfficeSupport
import Postgres
@testable import Services
import TestSupport
import Testing

/// What the server really did, by its own counters, for the statements that the verbs send.
@Suite("The hot questions at volume")
struct QueryPlanTests {
    /// Twenty further partnerships with ten rounds of fifty candidates each, eight facts a candidate.
    private static let volume = """
        set session_replication_role = 'replica';
        create temp table place as
            select gen_random_uuid() as partnership_id, gen_random_uuid() as organisation_id, number
            from generate_series(1, 20) as number;
        insert into place
            select partnership_id, organisation_id, 0 from berth.organisation where code = 'plymouth_council';
        insert into berth.partnership (partnership_id, code, name, prefix)
            select partnership_id, 'place_' || number, 'Place ' || number, 'P' || chr((64 + number)::integer)
            from place where number > 0;
        insert into berth.organisation (partnership_id, organisation_id, code, name, kind)
            select partnership_id, organisation_id, 'council', 'Council', 'council' from place where number > 0;
        insert into berth.contract (partnership_id, contract_id, organisation_id, reference, title, awarded_on)
            select partnership_id, gen_random_uuid(), organisation_id, 'VOL-' || item, 'Volume', '2022-01-01'
            from place cross join generate_series(1, 10) as item;
        insert into berth.round (partnership_id, round_id, contract_id, organisation_id, round_no, target, opens_on,
                due_on, counts_at)
            select partnership_id, gen_random_uuid(), contract_id, organisation_id, 1, 40, '2022-03-01',
                   '2022-10-31', 'started'
            from berth.contract where reference like 'VOL-%';
        insert into berth.round_event (partnership_id, round_id, sequence, kind, happened_on, target, opens_on, due_on,
                recorded_by, recorded_at)
            select partnership_id, round_id, 1, 'opened', '2022-02-01', target, opens_on, due_on, gen_random_uuid(),
                   '2022-02-01'
            from berth.round where target = 40;
        create temp table person as
            select round.partnership_id, round.round_id, round.organisation_id, gen_random_uuid() as candidate_id,
                   row_number() over (partition by round.partnership_id) as number
            from berth.round cross join generate_series(1, 50) where round.target = 40;
        insert into berth.candidate (partnership_id, candidate_id, organisation_id, reference, pathway_code, role,
                given_name, family_name, name_key, registered_on)
            select partnership_id, candidate_id, organisation_id, 'V-' || number, 'overseas_social_worker',
                   'social_worker', 'Given', 'Family' || number, 'family' || number || ' given', '2022-03-07'
            from person;
        insert into berth.candidate_event (partnership_id, candidate_id, sequence, kind, happened_on, round_id,
                recorded_by, recorded_at)
            select partnership_id, candidate_id, 1, 'registered', '2022-03-07', round_id, gen_random_uuid(),
                   '2022-03-07'
            from person;
        insert into berth.milestone_fact (partnership_id, candidate_id, milestone_code, revision, happened_on,
                recorded_by, recorded_at)
            select partnership_id, candidate_id, step.code, 1, date '2022-03-08' + (7 * step.place)::integer,
                   gen_random_uuid(), '2022-06-01'
            from person
            cross join unnest(array['sourced', 'screened', 'interviewed', 'offer_made', 'offer_accepted',
                'references_cleared', 'registration_applied', 'registered']) with ordinality as step (code, place);
        insert into berth.deadline (partnership_id, subject_id, kind, pathway_code, milestone_code, subject_kind,
                organisation_id, owner, rule_key, rule_effective_from, inputs, original_due_on, due_on, opened_on,
                recorded_at)
            select round.partnership_id, round.round_id, 'latest_useful_date', 'overseas_social_worker',
                   milestone.milestone_code, 'round', round.organisation_id, 'council', 'round.latest_useful_date',
                   '2000-01-01', '{}', '2022-09-30', '2022-09-30', '2022-03-08',
                   '2022-03-08'
            from berth.round cross join berth.milestone_definition as milestone
            where round.target = 40 and milestone.pathway_code = 'overseas_social_worker';
        set session_replication_role = 'origin';
        analyze
        """

    private static let large = ["candidate", "candidate_event", "milestone_fact", "deadline"]

    @Test("go by the keys that begin with the partnership and read no large table from end to end")
    func scans() async throws {
        try await withOffice { office in
            try await office.asSuperuser { db in try db.script(Self.volume) }
            let round = try RoundReference("VOL-3/1")
            let roundID = try await office.perform(
                ListOpenRounds(asOf: try day("2022-09-30"), only: round))[0].id
            let questions: [(any Verb, uses: [String])] = [
                (ShowRound(reference: round), ["candidate", "candidate_event", "milestone_fact"]),
                (
                    TakeRoundSnapshot(roundID: roundID, asOf: try day("2022-09-30"), dryRun: true),
                    ["candidate", "candidate_event", "milestone_fact"]
                ),
                (ShowCandidate(reference: "V-77"), ["candidate", "candidate_event", "milestone_fact"]),
                (CandidateTimeline(reference: "V-77"), ["candidate", "candidate_event", "milestone_fact"]),
                (SearchCandidates(text: "family77"), ["candidate"]),
                (SearchCandidates(text: "V-77"), ["candidate"]),
                (
                    ListDeadlines(round: round, dueWithin: nil, states: [], asOf: nil),
                    ["deadline", "candidate", "milestone_fact"]
                ),
                (ListOpenRounds(asOf: try day("2022-09-30")), ["deadline"]),
            ]
            try await TableReads.of(
                Self.large, counting: "candidate", in: "plymouth", as: "cora", office
            ) { reads in
                for (verb, uses) in questions {
                    let read = try await reads.expect(verb)
                    for table in uses where verb is ShowRound || table != "deadline" {
                        #expect((read[table]?.indexScans ?? 0) > 0, "\(type(of: verb)) asks \(table)")
                    }
                }
            }
            // Row security for one organisation must not cost the keys.
            try await TableReads.of(
                Self.large, counting: "candidate", in: "plymouth", as: "olga", office
            ) { reads in try await reads.expect(SearchCandidates(text: "family77")) }
        }
    }
}
