-- Candidates, what was decided about them, and the milestones they passed.

create table berth.candidate (
    partnership_id uuid not null,
    candidate_id uuid not null,
    organisation_id uuid not null,
    reference text not null,
    -- Two references never differ by their capitals alone, and somebody who types one need not know them. A column and
    -- not an index on lower(): row security lets nothing but plain comparisons choose an index.
    reference_key text not null generated always as (lower(reference)) stored,
    pathway_code text not null,
    role text not null,
    given_name text not null,
    family_name text not null,
    -- Folded by the program (Domain's CandidateName): accents off, lower case, tokens sorted. For search and for
    -- the warning about duplicates.
    name_key text not null,
    date_of_birth date,
    nationality char(3),
    country_of_residence char(3),
    country_of_training char(3),
    email text,
    phone text,
    source text,
    team text,
    registered_on date not null,
    version integer not null default 1,
    constraint candidate_pkey primary key (partnership_id, candidate_id),
    constraint candidate_reference_taken unique (partnership_id, reference_key),
    constraint candidate_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint candidate_pathway_known
        foreign key (pathway_code) references berth.pathway (pathway_code),
    constraint candidate_nationality_known
        foreign key (nationality) references berth.country (country_code),
    constraint candidate_country_of_residence_known
        foreign key (country_of_residence) references berth.country (country_code),
    constraint candidate_country_of_training_known
        foreign key (country_of_training) references berth.country (country_code),
    constraint candidate_reference_is_plain check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
    -- Bank holidays are known from 2012 on; an earlier date is a slip of the pen, and nothing could be reckoned from it.
    constraint candidate_registered_in_known_years check (registered_on >= date '2012-01-01'),
    constraint candidate_given_name_given check (given_name ~ '\S'),
    constraint candidate_family_name_given check (family_name ~ '\S'),
    constraint candidate_role_is_a_code check (role ~ '^[a-z][a-z0-9_]*$'),
    constraint candidate_source_known check (source in ('agency', 'direct', 'campaign', 'referral'))
);

create index candidate_name_key on berth.candidate (partnership_id, name_key text_pattern_ops);

-- Decisions, as dated facts. Which round somebody is in, and whether they are still in it, is read from here.
create table berth.candidate_event (
    partnership_id uuid not null,
    candidate_id uuid not null,
    sequence integer not null,
    kind text not null,
    happened_on date not null,
    round_id uuid,
    reason_code text,
    decision text generated always as (case when kind in ('withdrawn', 'rejected') then kind end) stored,
    reason text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint candidate_event_pkey primary key (partnership_id, candidate_id, sequence),
    constraint candidate_event_candidate_known
        foreign key (partnership_id, candidate_id) references berth.candidate (partnership_id, candidate_id),
    constraint candidate_event_round_known
        foreign key (partnership_id, round_id) references berth.round (partnership_id, round_id),
    constraint candidate_event_reason_code_known
        foreign key (decision, reason_code) references berth.reason_code (decision, reason_code),
    constraint candidate_event_kind_known
        check (kind in ('registered', 'moved', 'withdrawn', 'rejected', 'reinstated')),
    constraint candidate_event_in_known_years check (happened_on >= date '2012-01-01'),
    constraint candidate_event_reason_coded
        check ((kind in ('withdrawn', 'rejected')) = (reason_code is not null)),
    constraint candidate_event_reason_given check (kind not in ('moved', 'reinstated') or reason is not null)
);

create index candidate_event_round on berth.candidate_event (partnership_id, round_id, candidate_id)
    where round_id is not null;

-- This happened to somebody or something on this day, and we knew it from that moment. A correction is a further
-- revision; one without a date says that it never happened. It is a fact of exactly one subject, each kind of which
-- has a column and a foreign key of its own, so that the database still knows that the subject exists.
create table berth.milestone_fact (
    partnership_id uuid not null,
    subject_id uuid not null generated always as (coalesce(candidate_id, practice_id)) stored,
    candidate_id uuid,
    practice_id uuid,
    milestone_code text not null,
    revision smallint not null,
    happened_on date,
    note text,
    override_reason text,
    correction_reason text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint milestone_fact_pkey primary key (partnership_id, subject_id, milestone_code, revision),
    constraint milestone_fact_of_one_subject check (num_nonnulls(candidate_id, practice_id) = 1),
    constraint milestone_fact_candidate_known
        foreign key (partnership_id, candidate_id) references berth.candidate (partnership_id, candidate_id),
    constraint milestone_fact_milestone_known
        foreign key (milestone_code) references berth.milestone (milestone_code),
    constraint milestone_fact_in_known_years check (happened_on >= date '2012-01-01'),
    constraint milestone_fact_revision_from_one check (revision >= 1),
    constraint milestone_fact_first_has_a_date check (revision > 1 or happened_on is not null),
    constraint milestone_fact_correction_has_a_reason check ((revision > 1) = (correction_reason is not null))
);

create trigger candidate_event_append_only before update or delete on berth.candidate_event
    for each row execute function berth.refuse_change();
create trigger candidate_event_no_truncate before truncate on berth.candidate_event
    for each statement execute function berth.refuse_change();
create trigger milestone_fact_append_only before update or delete on berth.milestone_fact
    for each row execute function berth.refuse_change();
create trigger milestone_fact_no_truncate before truncate on berth.milestone_fact
    for each statement execute function berth.refuse_change();

alter table berth.candidate enable row level security;
alter table berth.candidate force row level security;
create policy candidate_own on berth.candidate
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.candidate_event enable row level security;
alter table berth.candidate_event force row level security;
create policy candidate_event_own on berth.candidate_event
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.candidate as seen
                where seen.partnership_id = candidate_event.partnership_id
                  and seen.candidate_id = candidate_event.candidate_id
             ))
    );

alter table berth.milestone_fact enable row level security;
alter table berth.milestone_fact force row level security;
create policy milestone_fact_of_candidate on berth.milestone_fact
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.candidate as seen
                where seen.partnership_id = milestone_fact.partnership_id
                  and seen.candidate_id = milestone_fact.candidate_id
             ))
    );

grant select, insert, update on berth.candidate to berth_app;
grant select, insert on berth.candidate_event, berth.milestone_fact to berth_app;
