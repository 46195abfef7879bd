import FoundationEssentials
import Logging
import Postgres

/// What the database's refusals mean to a person: one sentence for each named constraint.
///
/// A test reads every constraint of the schema and fails on one that is missing here.
enum ConstraintMessages {
    /// The sentence and family for a constraint; nil for one that cannot be reached by input.
    static let table: [String: (ServiceError.Kind, String)] = [
        "partnership_code_taken": (
            .conflict, "A partnership with this code exists already; choose another code."
        ),
        "partnership_prefix_taken": (.conflict, "Another partnership uses this prefix; choose another."),
        "partnership_code_is_a_code": (
            .badData, "The code of a partnership is lower-case words joined by underscores."
        ),
        "partnership_prefix_is_letters": (
            .badData, "The prefix of a partnership is two to five capital letters, such as PLY."
        ),
        "partnership_name_given": (.badData, "The name of the partnership is missing."),
        "organisation_code_taken": (
            .conflict, "An organisation with this code exists in the partnership already."
        ),
        "organisation_code_is_a_code": (
            .badData, "The code of an organisation is lower-case words joined by underscores."
        ),
        "organisation_code_not_reserved": (
            .badData,
            "The code is a word of the reports (total, role, level, standard, last_year, comparators); give the organisation another."
        ),
        "organisation_name_given": (.badData, "The name of the organisation is missing."),
        "organisation_kind_known": (
            .badData, "The kind of organisation is not known; see berth organisation add --help."
        ),
        "staff_account_login_taken": (
            .conflict, "An account with this name exists already; grant it a role with berth user grant."
        ),
        "staff_account_login_is_a_name": (
            .badData,
            "The name of an account is lower-case letters, digits, dots and dashes, beginning with a letter."
        ),
        "staff_account_full_name_given": (.badData, "The person's full name is missing."),
        "staff_role_granted_once": (.conflict, "The account holds this role already."),
        "staff_role_has_its_organisation": (
            .badData, "This role is for one organisation; name it with --organisation."
        ),
        "staff_role_role_known": (.badData, "The role is not known; see berth user grant --help."),
        "audit_event_pkey": (
            .conflict, "Somebody else changed the same record at this moment; look again and repeat."
        ),
        "contract_reference_taken": (
            .conflict,
            "A contract with this reference exists already; choose another or see berth contract show."
        ),
        "contract_reference_is_plain": (
            .badData, "The reference of a contract is letters, digits, dots and dashes, at most forty."
        ),
        "contract_title_given": (.badData, "The title of the contract is missing."),
        "contract_awarded_after_bid": (.badData, "A contract cannot be awarded before its bids were opened."),
        "contract_ends_after_it_starts": (.badData, "A contract cannot end before it starts."),
        "contract_ended_after_award": (.badData, "A contract cannot be ended before it was awarded."),
        "contract_ended_with_a_reason": (.badData, "The end of a contract needs its date and a reason."),
        "contract_fee_not_negative": (.badData, "The fee cannot be below zero."),
        "contract_rebate_days_not_negative": (.badData, "The days of rebate cannot be below zero."),
        "round_number_taken": (
            .conflict, "The contract has a round of this number already; see berth round list."
        ),
        "round_counts_at_known": (
            .badData, "The milestone to count at is not known; see berth pathway show."
        ),
        "round_number_from_one": (.badData, "Rounds are numbered from one."),
        "round_target_at_least_one": (.badData, "A round needs a target of at least one."),
        "round_due_after_it_opens": (.badData, "A round cannot be due before it opens."),
        "round_option_follows_a_round": (
            .badData,
            "An option cannot be the first round of a contract; open the first round, then its option."
        ),
        "round_option_has_a_decision_date": (
            .badData, "An option needs the last day to decide it, and only an option has one."
        ),
        "round_option_decided_once": (.conflict, "The option has been decided already."),
        "round_only_an_option_is_decided": (.badData, "Only an option can be exercised or let lapse."),
        "round_rounds_do_not_overlap": (
            .conflict,
            "The round overlaps another round of the contract; choose dates after it, or re-target that one first."
        ),
        "candidate_reference_taken": (.conflict, "A candidate with this reference exists already."),
        "candidate_reference_is_plain": (
            .badData,
            "The reference of a candidate is letters, digits, dots, dashes and slashes, at most forty."
        ),
        "candidate_nationality_known": (.badData, "The nationality is not a country code of ISO 3166."),
        "candidate_country_of_residence_known": (
            .badData, "The country of residence is not a country code of ISO 3166."
        ),
        "candidate_country_of_training_known": (
            .badData, "The country of training is not a country code of ISO 3166."
        ),
        "candidate_pathway_known": (.badData, "The pathway is not known; see berth pathway list."),
        "candidate_given_name_given": (.badData, "The given name is missing."),
        "candidate_family_name_given": (.badData, "The family name is missing."),
        "candidate_role_is_a_code": (.badData, "A role is a code: lower-case words joined by underscores."),
        "candidate_source_known": (
            .badData, "The source is not known; use agency, direct, campaign or referral."
        ),
        "candidate_registered_in_known_years": (.badData, beforeKnownYears),
        "candidate_event_in_known_years": (.badData, beforeKnownYears),
        "milestone_fact_in_known_years": (.badData, beforeKnownYears),
        "round_opens_in_known_years": (.badData, beforeKnownYears),
        "candidate_event_pkey": (
            .conflict, "Somebody else decided about the same candidate at this moment; look again and repeat."
        ),
        "milestone_fact_pkey": (
            .conflict, "Somebody else recorded the same milestone at this moment; look again and repeat."
        ),
        "placement_term_code_taken": (
            .conflict, "A term with this code exists already; see berth term list."
        ),
        "placement_term_code_is_a_code": (
            .badData,
            "The code of a term is lower-case letters, digits, dashes and underscores, at most forty."
        ),
        "placement_term_name_given": (.badData, "The name of the term is missing."),
        "placement_term_in_known_years": (.badData, beforeKnownYears),
        "placement_term_ends_after_it_starts": (.badData, "A term cannot end before it starts."),
        "placement_term_offers_due_before_its_end": (
            .badData, "Offers for a term cannot be due after it has ended."
        ),
        "practice_educator_reference_taken": (
            .conflict, "A practice educator with this reference exists already; see berth educator list."
        ),
        "practice_educator_reference_is_plain": (
            .badData,
            "The reference of an educator is letters, digits, dots, dashes and slashes, at most forty."
        ),
        "practice_educator_stage_known": (.badData, "The stage of a practice educator is 1 or 2."),
        "practice_educator_slots_not_negative": (.badData, "An educator's slots cannot be below zero."),
        "placement_reference_taken": (.conflict, "A placement with this reference exists already."),
        "student_reference_taken": (.conflict, "A student with this reference exists already."),
        "placement_request_pkey": (
            .conflict, "Somebody else recorded about the same host at this moment; look again and repeat."
        ),
        "placement_request_in_known_years": (.badData, beforeKnownYears),
        "placement_request_asks_for_places": (.badData, "A request asks for at least one place."),
        "placement_request_offers_when_willing": (
            .badData,
            "A host that is willing says how many places it offers, not below zero; others offer none."
        ),
        "match_run_published_once": (
            .conflict, "Somebody else published a match of this term at this moment; look again and repeat."
        ),
        "match_run_published_by_another": (
            .notAllowed, "Whoever made a match run does not publish it; somebody else has to."
        ),
        "match_lock_pkey": (
            .conflict, "Somebody else decided about the same student at this moment; look again and repeat."
        ),
        "practice_open_once": (
            .conflict,
            "A student who is to be placed has a practice placement that has not ended; end it with berth practice end first."
        ),
        "practice_in_known_years": (.badData, beforeKnownYears),
        "practice_day_in_known_years": (.badData, beforeKnownYears),
        "practice_event_in_known_years": (.badData, beforeKnownYears),
        "practice_payment_in_known_years": (.badData, beforeKnownYears),
        "practice_payment_not_negative": (.badData, "An amount that is paid cannot be below zero."),
        "practice_number_taken": (
            .conflict, "Somebody else placed the same student at this moment; look again and repeat."
        ),
        "apprenticeship_known_once": (
            .conflict,
            "This apprentice is on this standard already; see berth apprentice show, or change it with berth apprentice change."
        ),
        "apprenticeship_one_employer": (
            .conflict,
            "This reference belongs to an apprentice of another organisation; give another reference."
        ),
        "apprenticeship_taken_back_never_started": (
            .conflict, "This training has begun or was taken back at this moment; look again and repeat."
        ),
        "apprenticeship_training_does_not_overlap": (
            .conflict,
            "The person is on another standard on some of these days, and nobody is on two standards at once; record how and when the earlier one ended first."
        ),
        "apprenticeship_reference_is_plain": (
            .badData,
            "The reference of an apprentice is letters, digits, dots, dashes and slashes, at most forty."
        ),
        "apprenticeship_version_given_name_given": (.badData, "The given name is missing."),
        "apprenticeship_version_family_name_given": (.badData, "The family name is missing."),
        "apprenticeship_version_role_is_a_code": (
            .badData, "A role is a code: lower-case words joined by underscores."
        ),
        "apprenticeship_version_in_known_years": (.badData, beforeKnownYears),
        "apprenticeship_version_ends_after_it_starts": (
            .badData, "The training cannot end before it starts."
        ),
        "apprenticeship_version_amounts_not_negative": (
            .badData, "The price and the agreed hours cannot be below zero."
        ),
        "apprenticeship_version_pkey": (
            .conflict, "Somebody else changed the same apprentice at this moment; look again and repeat."
        ),
        "apprenticeship_event_pkey": (
            .conflict,
            "Somebody else recorded about the same apprentice at this moment; look again and repeat."
        ),
        "apprenticeship_event_in_known_years": (.badData, beforeKnownYears),
        "training_approval_pkey": (
            .conflict, "Somebody else agreed to the same training at this moment; look again and repeat."
        ),
        "off_the_job_hours_pkey": (
            .conflict,
            "Somebody else recorded the hours of the same month at this moment; look again and repeat."
        ),
        "off_the_job_hours_fit_in_a_month": (
            .badData, "The hours of a month are from none to 13 a day, 403 at most."
        ),
        "report_return_versions_in_turn": (
            .conflict, "Somebody else signed the same report at this moment; see berth report returns."
        ),
        "post_reference_taken": (
            .conflict, "The organisation has a post with this reference already; see berth post list."
        ),
        "post_reference_is_plain": (
            .badData, "The reference of a post is letters, digits, dots, dashes and slashes, at most forty."
        ),
        "post_version_title_given": (.badData, "The title of the post is missing."),
        "post_version_created_in_known_years": (
            .badData, "A date before 1990 is too long ago for a post; check the year."
        ),
        "post_reservation_in_known_years": (
            .badData, "A date before 1990 is too long ago for a post; check the year."
        ),
        "post_version_pkey": (.conflict, changedByAnother),
        "post_version_one_at_present": (.conflict, changedByAnother),
        "post_version_superseded_after_recorded": (.conflict, changedByAnother),
        "assignment_pkey": (.conflict, changedByAnother),
        "assignment_one_at_present": (.conflict, changedByAnother),
        "assignment_superseded_after_recorded": (.conflict, changedByAnother),
        "assignment_started_once": (
            .conflict,
            "The person has an assignment to this post from the same day already; see berth assignment list."
        ),
        "assignment_person_in_post_once": (
            .conflict,
            "The person is in this post already at that time; end that assignment first or correct it."
        ),
        "assignment_person_is_plain": (
            .badData,
            "The reference of a person is letters A to Z without accents, digits, dots, dashes and slashes, no spaces, at most forty: the payroll number, not a name."
        ),
        "assignment_started_in_known_years": (
            .badData, "A date before 1960 is too long ago for an assignment; check the year."
        ),
        "assignment_leaves_when_it_ends": (
            .badData,
            "A reason, a destination and themes belong to an assignment that has ended; give its end too."
        ),
        "assignment_counted_while_in_post": (
            .badData,
            "Cases and days lost are counted on a day on which the person is in the post; correct the day of the count, the start or the end."
        ),
        "assignment_counted_by_the_day_recorded": (
            .badData, "Nothing can be counted on a day that is yet to come; correct the day of the count."
        ),
        "workforce_return_pkey": (.conflict, changedByAnother),
        "workforce_return_one_at_present": (.conflict, changedByAnother),
        "workforce_return_superseded_after_recorded": (.conflict, changedByAnother),
        "round_event_pkey": (
            .conflict, "Somebody else changed the same round at this moment; look again and repeat."
        ),
    ]

    private static let changedByAnother =
        "Somebody else changed the same record at this moment; look again and repeat."

    private static let beforeKnownYears =
        "A date before 2012 is older than the bank holidays that Berth knows; check the year."

    /// Turns a failure of the database into a sentence; what has none is logged whole under a reference.
    static func translate(_ error: PostgresError, reference: UUID, logger: Logger) -> ServiceError {
        if let constraint = error.constraintName, let (kind, sentence) = table[constraint] {
            return ServiceError(kind, sentence)
        }
        if let failure = withoutAnswer(error) { return failure }
        if error.kind == .encoding {
            return ServiceError(
                .badData, "A text holds a character that cannot be stored; remove control characters from it."
            )
        }
        switch error.sqlState {
        case .some("40001"), .some("40P01"), .some("55P03"):
            return ServiceError(.busy, "Others are changing the same records at this moment; try again.")
        case .some("57014"):
            return ServiceError(.busy, "The database took too long or was told to stop; try again.")
        case .some("42501"):
            return ServiceError(.notAllowed, "The database does not allow this.")
        case .some("22003"):
            return ServiceError(.badData, "A number is too large to be stored; give a smaller one.")
        case .some("3F000"), .some("42P01"), .some("42883"):
            return ServiceError(
                .unavailable, "The database has not been set up for this version; run berth db migrate.")
        default:
            break
        }
        logger.error(
            "database failure", metadata: ["reference": "\(reference)", "error": "\(error.debugDescription)"])
        return ServiceError(
            .internal, "Something went wrong on our side; the log has it under \(reference).")
    }

    /// The failures in which the server said nothing about the statement.
    private static func withoutAnswer(_ error: PostgresError) -> ServiceError? {
        if error.kind == .commitOutcomeUnknown {
            return ServiceError(
                .unavailable,
                "The database was lost while it stored the change; look whether it was stored before you repeat it."
            )
        }
        // Who waits in vain for a connection waits for the server when the last attempt to reach it failed.
        let cause = (error.underlying as? PostgresError).flatMap { $0.isConnectionLoss ? $0 : nil }
        if error.isConnectionLoss || error.kind == .poolClosed || cause != nil {
            return .unreachable(cause ?? error)
        }
        if error.kind == .poolExhausted || error.kind == .timedOut || error.kind == .cancelled {
            return ServiceError(.busy, "The database was too busy or was told to stop; try again.")
        }
        return nil
    }
}
