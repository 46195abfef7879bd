-- What is due, by which rule, and what each round looked like on each night.

-- A deadline keeps the rule that made it, what went in, and the date it first had. The latest useful dates of a
-- round's milestones are the same for each of its candidates on a pathway, so they are kept once a round and
-- pathway; whether a candidate has met one is read from the candidate's facts. A row is one spell for which the
-- deadline was open: one that is opened again, on the same day too, gets a further row, and the earlier stays as it was.
create table berth.deadline (
    partnership_id uuid not null,
    subject_id uuid not null,
    kind text not null,
    pathway_code text not null default '',
    milestone_code text not null default '',
    subject_kind text not null,
    organisation_id uuid not null,
    owner text not null,
    rule_key text not null,
    rule_effective_from date not null,
    inputs jsonb not null,
    original_due_on date not null,
    due_on date not null,
    opened_on date not null,
    closed_on date,
    closed_because text,
    -- When it became known that there is such a deadline, and that it is closed.
    recorded_at timestamptz not null,
    closed_at timestamptz,
    version integer not null default 1,
    constraint deadline_pkey primary key (
        partnership_id, subject_id, kind, pathway_code, milestone_code, opened_on, recorded_at),
    constraint deadline_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint deadline_rule_known
        foreign key (rule_key) references berth.rule_name (rule_key),
    constraint deadline_subject_kind_known check (subject_kind in ('round', 'practice')),
    constraint deadline_kind_known check (kind in ('latest_useful_date', 'option_decide_by', 'practice_due')),
    constraint deadline_names_its_milestone
        check ((kind in ('latest_useful_date', 'practice_due')) = (pathway_code <> '' and milestone_code <> '')),
    constraint deadline_closed_with_a_reason check (num_nulls(closed_on, closed_because, closed_at) in (0, 3)),
    constraint deadline_closed_after_it_opened check (closed_on >= opened_on)
);

create unique index deadline_open_once
    on berth.deadline (partnership_id, subject_id, kind, pathway_code, milestone_code) where closed_on is null;

create index deadline_due on berth.deadline (partnership_id, due_on) where closed_on is null;

-- What was reported of a round for a day. A day that is looked at again after a correction gets a further revision;
-- readers take the highest, or the highest that had been taken by the moment they ask about.
create table berth.round_snapshot (
    partnership_id uuid not null,
    round_id uuid not null,
    as_of date not null,
    revision integer not null,
    target integer not null,
    achieved integer not null,
    on_course integer not null,
    at_risk integer not null,
    will_miss integer not null,
    lost integer not null,
    status text not null,
    candidates jsonb not null,
    changes jsonb not null,
    taken_by uuid not null,
    taken_at timestamptz not null,
    constraint round_snapshot_pkey primary key (partnership_id, round_id, as_of, revision),
    constraint round_snapshot_round_known
        foreign key (partnership_id, round_id) references berth.round (partnership_id, round_id),
    constraint round_snapshot_revision_from_one check (revision >= 1),
    constraint round_snapshot_status_known check (status in ('green', 'amber', 'red')),
    constraint round_snapshot_counts_not_negative
        check (least(achieved, on_course, at_risk, will_miss, lost) >= 0)
);

create trigger round_snapshot_append_only before update or delete on berth.round_snapshot
    for each row execute function berth.refuse_change();
create trigger round_snapshot_no_truncate before truncate on berth.round_snapshot
    for each statement execute function berth.refuse_change();

alter table berth.deadline enable row level security;
alter table berth.deadline force row level security;
create policy deadline_own on berth.deadline
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.round_snapshot enable row level security;
alter table berth.round_snapshot force row level security;
create policy round_snapshot_own on berth.round_snapshot
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.round as seen
                where seen.partnership_id = round_snapshot.partnership_id
                  and seen.round_id = round_snapshot.round_id
             ))
    );

grant select, insert, update on berth.deadline to berth_app;
grant select, insert on berth.round_snapshot to berth_app;
