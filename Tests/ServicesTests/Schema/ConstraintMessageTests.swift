import Postgres
@testable import Services
import TestSupport
import Testing

@Suite("Sentences for constraints")
struct ConstraintMessageTests {
    /// Tables that only the loader of the reference data writes.
    static let referenceTables: Set<String> = [
        "bank_holiday", "country", "country_list_entry", "milestone", "milestone_definition",
        "milestone_prerequisite", "pathway", "pathway_version", "reason_code", "role_route", "rule",
        "rule_name",
        "workforce_comparator",
    ]

    private static let ownKey = "the key is made by the program"
    private static let lookedUp = "the row that it names is looked up by the verb first"
    private static let written = "the values are written by the program, none comes from outside"
    private static let demanded = "the verb demands the value"
    private static let checkedCells = "an import alone writes it, and checks every cell first"
    private static let listed = "the code is of a list of the reference data"
    private static let inTurn = "imports take turns, and each looks for the rows that there are"

    /// Constraints that no input reaches, each with the reason.
    static let unreachable: [String: String] = [
        "partnership_pkey": ownKey, "organisation_pkey": ownKey, "staff_account_pkey": ownKey,
        "staff_role_pkey": ownKey, "contract_pkey": ownKey, "round_pkey": ownKey, "candidate_pkey": ownKey,
        "organisation_partnership_known": lookedUp, "staff_role_partnership_known": lookedUp,
        "staff_role_account_known": lookedUp, "staff_role_organisation_known": lookedUp,
        "staff_role_revoked_after_granted": "both instants are the program's clock",
        "counter_pkey": "a second number is an update", "counter_partnership_known": lookedUp,
        "counter_not_negative": written,
        "audit_event_link": written, "audit_event_follows": written,
        "audit_event_starts_or_follows": written,
        "contract_organisation_known": lookedUp, "round_contract_known": lookedUp,
        "round_organisation_known": lookedUp, "round_event_round_known": lookedUp,
        "round_event_kind_known": written, "round_event_reason_given": demanded,
        "candidate_organisation_known": lookedUp, "candidate_event_candidate_known": lookedUp,
        "candidate_event_round_known": lookedUp, "candidate_event_reason_code_known": lookedUp,
        "candidate_event_kind_known": written, "candidate_event_reason_coded": demanded,
        "candidate_event_reason_given": demanded,
        "milestone_fact_of_one_subject": written, "milestone_fact_candidate_known": lookedUp,
        "milestone_fact_milestone_known": lookedUp,
        "milestone_fact_revision_from_one": written, "milestone_fact_first_has_a_date": demanded,
        "milestone_fact_correction_has_a_reason": demanded,
        "deadline_pkey": "the batch locks the round and opens what is not open",
        "deadline_open_once": "the batch locks the round and opens what is not open",
        "deadline_closed_after_it_opened": written, "deadline_organisation_known": lookedUp,
        "deadline_rule_known": lookedUp, "deadline_subject_kind_known": written,
        "deadline_kind_known": written, "deadline_names_its_milestone": written,
        "deadline_closed_with_a_reason": written,
        "placement_term_pkey": ownKey, "practice_educator_pkey": ownKey, "placement_pkey": ownKey,
        "student_pkey": ownKey, "placement_term_partnership_known": lookedUp,
        "practice_educator_partnership_known": lookedUp, "practice_educator_organisation_known": lookedUp,
        "placement_organisation_known": lookedUp, "placement_term_known": lookedUp,
        "placement_educator_stage_known": checkedCells, "placement_educator_stage_of_nobody": written,
        "placement_educator_known": lookedUp, "placement_reference_is_plain": checkedCells,
        "placement_team_given": checkedCells, "placement_setting_is_a_code": checkedCells,
        "placement_capacity_not_negative": checkedCells, "placement_minimum_within_capacity": checkedCells,
        "placement_in_known_years": checkedCells, "placement_ends_after_it_starts": checkedCells,
        "placement_on_the_map": checkedCells, "placement_adjustment_pkey": checkedCells,
        "placement_adjustment_placement_known": lookedUp, "placement_adjustment_is_a_code": checkedCells,
        "student_organisation_known": lookedUp, "student_term_known": lookedUp,
        "student_reference_is_plain": checkedCells, "student_given_name_given": checkedCells,
        "student_family_name_given": checkedCells, "student_programme_given": checkedCells,
        "student_stage_known": checkedCells, "student_max_travel_minutes_sensible": checkedCells,
        "student_days_required_sensible": checkedCells, "student_on_the_map": checkedCells,
        "student_adjustment_pkey": checkedCells, "student_adjustment_student_known": lookedUp,
        "student_adjustment_is_a_code": checkedCells, "student_conflict_pkey": checkedCells,
        "student_conflict_student_known": lookedUp, "student_conflict_is_a_code": checkedCells,
        "student_prior_setting_pkey": checkedCells, "student_prior_setting_student_known": lookedUp,
        "student_prior_setting_is_a_code": checkedCells,
        "student_prior_setting_organisation_is_a_code": checkedCells,
        "student_pair_pkey": inTurn, "student_pair_link": inTurn, "student_pair_is_mutual": written,
        "student_pair_student_known": lookedUp, "student_pair_not_alone": checkedCells,
        "student_pair_kind_known": checkedCells,
        "preference_pkey": inTurn, "preference_student_known": lookedUp,
        "preference_placement_known": lookedUp, "preference_rank_from_one": checkedCells,
        "host_preference_pkey": inTurn, "host_preference_student_known": lookedUp,
        "host_preference_placement_known": lookedUp, "host_preference_band_from_one": checkedCells,
        "travel_pkey": inTurn, "travel_student_known": lookedUp, "travel_placement_known": lookedUp,
        "travel_mode_known": checkedCells, "travel_minutes_sensible": checkedCells,
        "placement_request_organisation_known": lookedUp, "placement_request_term_known": lookedUp,
        "placement_request_kind_known": written, "placement_request_answered": written,
        "match_run_pkey": ownKey, "match_run_reference_taken": "the reference is made from a counter",
        "match_run_term_known": lookedUp, "match_run_kept_run_known": lookedUp,
        "match_run_reference_is_plain": written, "match_run_goal_known": written,
        "match_run_status_known": written, "match_run_published_by_somebody": written,
        "match_run_published_when_it_says": written, "match_run_superseded_when_it_says": written,
        "match_run_counts_not_negative": written,
        "match_student_pkey": written, "match_student_once": written, "match_student_run_known": written,
        "match_student_student_known": lookedUp, "match_student_placement_known": lookedUp,
        "match_student_number_not_negative": written, "match_student_rank_of_a_place": written,
        "match_student_locked_to_a_place": written,
        "match_placement_pkey": written, "match_placement_once": written,
        "match_placement_run_known": written, "match_placement_placement_known": lookedUp,
        "match_placement_number_not_negative": written, "match_placement_capacity_not_negative": written,
        "match_lock_student_known": lookedUp, "match_lock_placement_known": lookedUp,
        "match_lock_kind_known": written, "match_lock_reason_given": demanded,
        "student_hours_required_sensible": checkedCells, "student_counts_days_or_hours": checkedCells,
        "milestone_fact_practice_known": lookedUp,
        "practice_pkey": ownKey, "practice_student_known": lookedUp, "practice_placement_known": lookedUp,
        "practice_pathway_known": written, "practice_run_known": lookedUp,
        "practice_by_run_or_with_a_reason": demanded, "practice_number_from_one": written,
        "practice_weekdays_in_order": written, "practice_unit_known": written,
        "practice_required_positive": "whoever owes nothing is refused first",
        "practice_end_kind_known": written, "practice_ended_as_a_whole": written,
        "practice_end_reason_known": lookedUp, "practice_end_reason_coded": demanded,
        "practice_day_pkey": "the placement is locked and the next revision taken",
        "practice_day_practice_known": lookedUp, "practice_day_kind_known": written,
        "practice_day_amount_of_what_was_done": "every entry is judged first",
        "practice_day_absence_has_a_reason": "every entry is judged first",
        "practice_day_reason_known": lookedUp, "practice_day_revision_from_one": written,
        "practice_day_first_says_something": "every entry is judged first",
        "practice_day_correction_has_a_reason": written,
        "practice_event_pkey": "the placement is locked and the next number taken",
        "practice_event_practice_known": lookedUp, "practice_event_kind_known": written,
        "practice_event_reason_known": lookedUp, "practice_event_reason_coded": demanded,
        "practice_event_of_a_concern": written, "practice_event_by_kind_known": written,
        "practice_event_note_given": demanded,
        "practice_payment_pkey": "the placement is locked, and what is paid is looked up first",
        "practice_payment_practice_known": lookedUp, "practice_payment_rule_known": lookedUp,
        "practice_payment_payee_known": written,
        "post_pkey": ownKey, "post_of_organisation": ownKey, "post_organisation_known": lookedUp,
        "post_version_post_known": lookedUp,
        "post_version_revision_from_one": written,
        "post_reservation_pkey": written, "post_reservation_post_known": lookedUp,
        "post_reservation_version_known": written, "post_reservation_candidate_known": lookedUp,
        "post_reservation_released_after_reserved": written,
        "post_reservation_for_one_at_a_time": "what overlaps is refused first",
        "post_version_role_is_a_code": listed,
        "post_version_fte_of_one_post": checkedCells,
        "post_version_closed_after_created": checkedCells,
        "assignment_post_known": lookedUp, "assignment_candidate_known": lookedUp,
        "assignment_revision_from_one": written, "assignment_kind_known": written,
        "assignment_fte_of_one_person": checkedCells, "assignment_ends_after_it_starts": checkedCells,
        "assignment_leaving_reason_is_a_code": listed, "assignment_destination_is_a_code": listed,
        "assignment_route_is_a_code": listed, "apprenticeship_event_reason_code_known": listed,
        "assignment_birth_year_sensible": checkedCells, "assignment_cases_not_negative": checkedCells,
        "assignment_days_lost_not_negative": checkedCells, "assignment_cover_is_of_agency": checkedCells,
        "assignment_themes_are_findings": checkedCells,
        "workforce_return_partnership_known": lookedUp, "workforce_return_area_given": checkedCells,
        "workforce_return_year_sensible": checkedCells, "workforce_return_revision_from_one": written,
        "workforce_return_not_negative": checkedCells,
        "workforce_return_covering_within_agency": checkedCells,
        "workforce_return_covering_within_vacancies": checkedCells,
        "workforce_return_of_its_year": checkedCells, "workforce_return_published_later": checkedCells,
        "assignment_counts_have_days": written,
        "round_snapshot_pkey": "the batch locks the round and adds the next revision",
        "round_snapshot_revision_from_one": written,
        "round_snapshot_round_known": lookedUp, "round_snapshot_status_known": written,
        "round_snapshot_counts_not_negative": written,
        "apprenticeship_event_apprenticeship_known": lookedUp,
        "apprenticeship_event_correction_has_a_reason": demanded,
        "apprenticeship_event_first_has_a_day": written,
        "apprenticeship_event_kind_known": written,
        "apprenticeship_organisation_known": lookedUp,
        "apprenticeship_pkey": ownKey,
        "apprenticeship_standard_amounts_not_negative": checkedCells,
        "apprenticeship_standard_ends_after_it_starts": checkedCells,
        "apprenticeship_standard_known_once": inTurn,
        "apprenticeship_standard_level_known": checkedCells,
        "apprenticeship_standard_one_version_a_day": inTurn,
        "apprenticeship_standard_partnership_known": lookedUp,
        "apprenticeship_standard_pkey": inTurn,
        "apprenticeship_standard_reference_is_plain": checkedCells,
        "apprenticeship_standard_superseded_later": written,
        "apprenticeship_standard_title_given": checkedCells,
        "apprenticeship_standard_version_is_plain": checkedCells,
        "apprenticeship_version_apprenticeship_known": lookedUp,
        "apprenticeship_version_born_before_it_starts": checkedCells,
        "apprenticeship_version_current": written,
        "apprenticeship_version_superseded_later": written,
        "employment_start_correction_has_a_reason": written,
        "employment_start_counted_once": inTurn,
        "employment_start_ends_after_it_starts": checkedCells,
        "employment_start_in_known_years": checkedCells,
        "employment_start_not_negative": checkedCells,
        "employment_start_organisation_known": lookedUp,
        "employment_start_pkey": inTurn,
        "employment_start_schools_within_it": checkedCells,
        "employment_start_superseded_later": written,
        "headcount_correction_has_a_reason": written,
        "headcount_fte_within_it": checkedCells,
        "headcount_in_known_years": checkedCells,
        "headcount_measured_once": inTurn,
        "headcount_not_negative": checkedCells,
        "headcount_organisation_known": lookedUp,
        "headcount_pkey": inTurn,
        "headcount_schools_within_it": checkedCells,
        "headcount_superseded_later": written,
        "levy_movement_correction_has_a_reason": written,
        "levy_movement_in_known_years": checkedCells,
        "levy_movement_kind_known": checkedCells,
        "levy_movement_known_once": inTurn,
        "levy_movement_month_begins_on_its_first": checkedCells,
        "levy_movement_not_negative": checkedCells,
        "levy_movement_organisation_known": lookedUp,
        "levy_movement_pkey": inTurn,
        "levy_movement_superseded_later": written,
        "levy_movement_top_up_within_what_came_in": checkedCells,
        "off_the_job_hours_apprenticeship_known": lookedUp,
        "off_the_job_hours_correction_has_a_reason": demanded,
        "off_the_job_hours_month_begins_on_its_first": written,
        "report_return_correction_has_a_reason": demanded,
        "report_return_difference_of_a_later_version": written,
        "report_return_partnership_known": lookedUp,
        "report_return_pkey": ownKey,
        "report_return_reference_is_plain": written,
        "report_return_reference_taken": "the reference is made from a counter",
        "report_return_version_from_one": written,
        "training_approval_apprenticeship_known": lookedUp,
        "training_approval_party_known": written,
    ]

    @Test("every constraint has a sentence, or a reason why no input reaches it")
    func complete() async throws {
        try await withDatabase(.migrated) { database in
            let found = try await database.pool().withConnection { db in
                try db.query(
                    """
                    select held.conname::text, class.relname::text
                    from pg_constraint as held
                    join pg_class as class on class.oid = held.conrelid
                    where held.connamespace = 'berth'::regnamespace
                    union
                    select name.relname::text, class.relname::text
                    from pg_index as index
                    join pg_class as class on class.oid = index.indrelid
                    join pg_class as name on name.oid = index.indexrelid
                    where class.relnamespace = 'berth'::regnamespace and index.indisunique
                    """, as: (String, String).self)
            }
            let ours = Set(found.filter { !Self.referenceTables.contains($0.1) }.map { $0.0 })
            let spoken = Set(ConstraintMessages.table.keys)
            #expect(ours.subtracting(spoken).subtracting(Self.unreachable.keys) == [], "without a sentence")
            #expect(spoken.intersection(Self.unreachable.keys) == [], "in both lists")
            #expect(spoken.subtracting(ours) == [], "sentences for constraints that there are not")
            #expect(Set(Self.unreachable.keys).subtracting(ours) == [], "reasons for none")
        }
    }

    @Test(
        "a sentence is one, ends with a full stop and shows no SQL",
        arguments: ConstraintMessages.table.keys.sorted())
    func sentences(constraint: String) throws {
        let (_, sentence) = try #require(ConstraintMessages.table[constraint])
        #expect(sentence.last == ".")
        #expect(sentence.first?.isUppercase == true)
        #expect(!sentence.contains(constraint) && !sentence.contains("_key"))
    }
}
