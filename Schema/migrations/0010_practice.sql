-- Practice placements under way: who is where, what happens there day by day, what is due and what is paid.

-- Hours to do on the placement, of those who count hours (nursing); whoever has none counts days.
alter table berth.student add column hours_required smallint;
alter table berth.student
    add constraint student_hours_required_sensible check (hours_required between 0 and 4600),
    add constraint student_counts_days_or_hours check (num_nonnulls(days_required, hours_required) <= 1);

-- One placement of one student. It is made when a match is published, or by hand with a reason. What happens on it are
-- milestone facts, days and events; only how it ended is written here, once.
create table berth.practice (
    partnership_id uuid not null,
    practice_id uuid not null,
    student_id uuid not null,
    practice_no smallint not null,
    placement_id uuid not null,
    pathway_code text not null,
    match_run_id uuid,
    reason text,
    -- The rules that were overridden for it.
    overridden text[] not null default '{}',
    starts_on date not null,
    -- The days of the week in digits, Monday being 1.
    weekdays text not null,
    unit text not null,
    -- In half-days or minutes, as the unit says.
    required integer not null,
    placed_on date not null,
    placed_by uuid not null,
    placed_at timestamptz not null,
    ended_on date,
    end_kind text,
    end_decision text generated always as (
        case end_kind when 'broken_down' then 'practice_broken_down' when 'withdrawn' then 'practice_withdrawn' end
    ) stored,
    end_reason_code text,
    ended_by uuid,
    ended_at timestamptz,
    version integer not null default 1,
    constraint practice_pkey primary key (partnership_id, practice_id),
    constraint practice_number_taken unique (partnership_id, student_id, practice_no),
    constraint practice_student_known
        foreign key (partnership_id, student_id) references berth.student (partnership_id, student_id),
    constraint practice_placement_known
        foreign key (partnership_id, placement_id) references berth.placement (partnership_id, placement_id),
    constraint practice_pathway_known foreign key (pathway_code) references berth.pathway (pathway_code),
    constraint practice_run_known
        foreign key (partnership_id, match_run_id) references berth.match_run (partnership_id, match_run_id),
    constraint practice_by_run_or_with_a_reason check (num_nonnulls(match_run_id, reason) = 1 and reason ~ '\S'),
    constraint practice_number_from_one check (practice_no >= 1),
    constraint practice_in_known_years check (starts_on >= date '2012-01-01'),
    constraint practice_weekdays_in_order check (weekdays ~ '^1?2?3?4?5?$' and weekdays <> ''),
    constraint practice_unit_known check (unit in ('half_days', 'minutes')),
    constraint practice_required_positive check (required > 0),
    constraint practice_end_kind_known check (end_kind in ('completed', 'broken_down', 'withdrawn', 'moved')),
    constraint practice_ended_as_a_whole
        check (num_nonnulls(ended_on, end_kind, ended_by, ended_at) in (0, 4)),
    constraint practice_end_reason_known
        foreign key (end_decision, end_reason_code) references berth.reason_code (decision, reason_code),
    constraint practice_end_reason_coded check ((end_decision is not null) = (end_reason_code is not null))
);

create unique index practice_open_once on berth.practice (partnership_id, student_id) where ended_on is null;
create index practice_of_placement on berth.practice (partnership_id, placement_id);

alter table berth.milestone_fact
    add constraint milestone_fact_practice_known
        foreign key (partnership_id, practice_id) references berth.practice (partnership_id, practice_id);

-- The register: what somebody did on a day. A correction is a further revision; `nothing` says that the day is empty.
create table berth.practice_day (
    partnership_id uuid not null,
    practice_id uuid not null,
    held_on date not null,
    revision smallint not null,
    kind text not null,
    -- Half-days or minutes done.
    amount smallint not null,
    -- Why somebody was away, for the day or for the rest of it.
    absence text generated always as (case when reason_code is not null then 'practice_absent' end) stored,
    reason_code text,
    correction_reason text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint practice_day_pkey primary key (partnership_id, practice_id, held_on, revision),
    constraint practice_day_practice_known
        foreign key (partnership_id, practice_id) references berth.practice (partnership_id, practice_id),
    constraint practice_day_in_known_years check (held_on >= date '2012-01-01'),
    constraint practice_day_kind_known check (kind in ('worked', 'simulated', 'skills', 'absent', 'nothing')),
    constraint practice_day_amount_of_what_was_done
        check ((kind in ('worked', 'simulated', 'skills')) = (amount > 0) and amount between 0 and 1440),
    constraint practice_day_absence_has_a_reason
        check ((kind <> 'absent' or reason_code is not null) and (kind <> 'nothing' or reason_code is null)),
    constraint practice_day_reason_known
        foreign key (absence, reason_code) references berth.reason_code (decision, reason_code),
    constraint practice_day_revision_from_one check (revision >= 1),
    constraint practice_day_first_says_something check (revision > 1 or kind <> 'nothing'),
    constraint practice_day_correction_has_a_reason check ((revision > 1) = (correction_reason is not null))
);

-- Concerns about a placement and what came of them, and stretches in which it rests.
create table berth.practice_event (
    partnership_id uuid not null,
    practice_id uuid not null,
    sequence smallint not null,
    kind text not null,
    happened_on date not null,
    -- Which concern of the placement.
    concern_no smallint,
    decision text generated always as (
        case kind when 'interrupted' then 'practice_interrupted' when 'concern_raised' then 'practice_concern' end
    ) stored,
    reason_code text,
    -- Of what kind whoever raised it is.
    by_kind text,
    note text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint practice_event_pkey primary key (partnership_id, practice_id, sequence),
    constraint practice_event_practice_known
        foreign key (partnership_id, practice_id) references berth.practice (partnership_id, practice_id),
    constraint practice_event_in_known_years check (happened_on >= date '2012-01-01'),
    constraint practice_event_kind_known
        check (kind in ('interrupted', 'resumed', 'concern_raised', 'action_agreed', 'concern_escalated',
                        'concern_resolved')),
    constraint practice_event_reason_known
        foreign key (decision, reason_code) references berth.reason_code (decision, reason_code),
    constraint practice_event_reason_coded check ((decision is not null) = (reason_code is not null)),
    constraint practice_event_of_a_concern check ((kind in ('interrupted', 'resumed')) = (concern_no is null)),
    constraint practice_event_by_kind_known
        check ((kind = 'concern_raised') = (by_kind is not null)
               and by_kind in ('student', 'host', 'university', 'educator')),
    constraint practice_event_note_given
        check (kind not in ('concern_raised', 'action_agreed') or coalesce(note, '') ~ '\S')
);

-- What was paid for a placement, once to each.
create table berth.practice_payment (
    partnership_id uuid not null,
    practice_id uuid not null,
    payee text not null,
    half_days smallint not null,
    amount_pence integer not null,
    paid_on date not null,
    rule_key text not null,
    rule_effective_from date not null,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint practice_payment_pkey primary key (partnership_id, practice_id, payee),
    constraint practice_payment_practice_known
        foreign key (partnership_id, practice_id) references berth.practice (partnership_id, practice_id),
    constraint practice_payment_rule_known
        foreign key (rule_key) references berth.rule_name (rule_key),
    constraint practice_payment_payee_known check (payee in ('host', 'educator')),
    constraint practice_payment_not_negative check (half_days >= 0 and amount_pence >= 0),
    constraint practice_payment_in_known_years check (paid_on >= date '2012-01-01')
);

create trigger practice_day_append_only before update or delete on berth.practice_day
    for each row execute function berth.refuse_change();
create trigger practice_day_no_truncate before truncate on berth.practice_day
    for each statement execute function berth.refuse_change();
create trigger practice_event_append_only before update or delete on berth.practice_event
    for each row execute function berth.refuse_change();
create trigger practice_event_no_truncate before truncate on berth.practice_event
    for each statement execute function berth.refuse_change();
create trigger practice_payment_append_only before update or delete on berth.practice_payment
    for each row execute function berth.refuse_change();
create trigger practice_payment_no_truncate before truncate on berth.practice_payment
    for each statement execute function berth.refuse_change();

-- A university sees its own students' placements, a host those at its own.
alter table berth.practice enable row level security;
alter table berth.practice force row level security;
create policy practice_own on berth.practice
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.student as seen
                where seen.partnership_id = practice.partnership_id and seen.student_id = practice.student_id
             )
             or exists (
                select from berth.placement as seen
                where seen.partnership_id = practice.partnership_id and seen.placement_id = practice.placement_id
             ))
    );

create policy milestone_fact_of_practice on berth.milestone_fact
    using (
        partnership_id = berth.current_partnership()
        and practice_id is not null
        and exists (
            select from berth.practice as seen
            where seen.partnership_id = milestone_fact.partnership_id
              and seen.practice_id = milestone_fact.practice_id
        )
    );

alter table berth.practice_day enable row level security;
alter table berth.practice_day force row level security;
create policy practice_day_own on berth.practice_day
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.practice as seen
                where seen.partnership_id = practice_day.partnership_id
                  and seen.practice_id = practice_day.practice_id
             ))
    );

alter table berth.practice_event enable row level security;
alter table berth.practice_event force row level security;
create policy practice_event_own on berth.practice_event
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.practice as seen
                where seen.partnership_id = practice_event.partnership_id
                  and seen.practice_id = practice_event.practice_id
             ))
    );

alter table berth.practice_payment enable row level security;
alter table berth.practice_payment force row level security;
create policy practice_payment_own on berth.practice_payment
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.practice as seen
                where seen.partnership_id = practice_payment.partnership_id
                  and seen.practice_id = practice_payment.practice_id
             ))
    );

grant select, insert on
    berth.practice, berth.practice_day, berth.practice_event, berth.practice_payment
to berth_app;
grant update (ended_on, end_kind, end_reason_code, ended_by, ended_at, version) on berth.practice to berth_app;
