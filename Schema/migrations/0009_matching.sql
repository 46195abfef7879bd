-- Match runs: what went in, what came out, and the proof that no other matching is better.

create table berth.match_run (
    partnership_id uuid not null,
    match_run_id uuid not null,
    term_id uuid not null,
    reference text not null,
    reference_key text not null generated always as (lower(reference)) stored,
    goal text not null,
    status text not null,
    -- The run whose places were kept where nothing before them in the order of the objective was lost by it.
    kept_run_id uuid,
    as_of date not null,
    unplaced integer not null,
    problems integer not null,
    rank_sum integer not null,
    travel_minutes integer not null,
    moved integer not null,
    -- The best objective when no minimum and no pair binds, which no matching can beat.
    bound jsonb not null,
    is_exact boolean not null,
    blocking_pairs integer not null,
    -- SHA-256 of the instance and of who is in it, so that equal inputs are known as such.
    input_hash bytea not null,
    -- The instance as solved, in the text form of `berth match solve`, and its certificate: packed with gzip.
    instance bytea not null,
    certificate bytea,
    options jsonb not null,
    rules jsonb not null,
    created_by uuid not null,
    created_at timestamptz not null,
    published_by uuid,
    published_at timestamptz,
    superseded_at timestamptz,
    version integer not null default 1,
    constraint match_run_pkey primary key (partnership_id, match_run_id),
    constraint match_run_reference_taken unique (partnership_id, reference_key),
    constraint match_run_term_known
        foreign key (partnership_id, term_id) references berth.placement_term (partnership_id, term_id),
    constraint match_run_kept_run_known
        foreign key (partnership_id, kept_run_id) references berth.match_run (partnership_id, match_run_id),
    constraint match_run_reference_is_plain check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
    constraint match_run_goal_known check (goal in ('lexicographic', 'stable', 'rank_profile', 'worst_off_first')),
    constraint match_run_status_known check (status in ('draft', 'published', 'superseded')),
    constraint match_run_published_by_somebody check ((published_at is null) = (published_by is null)),
    constraint match_run_published_when_it_says check (status <> 'published' or published_at is not null),
    constraint match_run_superseded_when_it_says check ((status = 'superseded') = (superseded_at is not null)),
    -- Four eyes: whoever ran it does not publish it.
    constraint match_run_published_by_another check (published_by <> created_by),
    constraint match_run_counts_not_negative
        check (unplaced >= 0 and problems >= 0 and rank_sum >= 0 and travel_minutes >= 0 and moved >= 0
               and blocking_pairs >= 0)
);

-- One published run a term.
create unique index match_run_published_once on berth.match_run (partnership_id, term_id)
    where status = 'published';
create index match_run_of_term on berth.match_run (partnership_id, term_id, created_at);

-- The students of a run by their number in its instance, and where each goes.
create table berth.match_student (
    partnership_id uuid not null,
    match_run_id uuid not null,
    number integer not null,
    student_id uuid not null,
    placement_id uuid,
    rank smallint,
    problems text[] not null,
    travel_minutes smallint,
    is_locked boolean not null,
    constraint match_student_pkey primary key (partnership_id, match_run_id, number),
    constraint match_student_once unique (partnership_id, match_run_id, student_id),
    constraint match_student_run_known
        foreign key (partnership_id, match_run_id) references berth.match_run (partnership_id, match_run_id),
    constraint match_student_student_known
        foreign key (partnership_id, student_id) references berth.student (partnership_id, student_id),
    constraint match_student_placement_known
        foreign key (partnership_id, placement_id) references berth.placement (partnership_id, placement_id),
    constraint match_student_number_not_negative check (number >= 0),
    constraint match_student_rank_of_a_place check ((rank is not null) = (placement_id is not null) and rank >= 1),
    constraint match_student_locked_to_a_place check (not is_locked or placement_id is not null)
);

create index match_student_of_placement on berth.match_student (partnership_id, placement_id)
    where placement_id is not null;

-- The placements of a run by their number in its instance, with the places that they had in it.
create table berth.match_placement (
    partnership_id uuid not null,
    match_run_id uuid not null,
    number integer not null,
    placement_id uuid not null,
    capacity smallint not null,
    constraint match_placement_pkey primary key (partnership_id, match_run_id, number),
    constraint match_placement_once unique (partnership_id, match_run_id, placement_id),
    constraint match_placement_run_known
        foreign key (partnership_id, match_run_id) references berth.match_run (partnership_id, match_run_id),
    constraint match_placement_placement_known
        foreign key (partnership_id, placement_id) references berth.placement (partnership_id, placement_id),
    constraint match_placement_number_not_negative check (number >= 0),
    constraint match_placement_capacity_not_negative check (capacity >= 0)
);

-- Decisions that a student goes to a certain place whatever the matching would say, and their ends: dated facts, of
-- which the last holds.
create table berth.match_lock (
    partnership_id uuid not null,
    student_id uuid not null,
    sequence integer not null,
    kind text not null,
    placement_id uuid not null,
    reason text not null,
    -- The rules that were overridden for it, and what the lock costs everybody together, at the time of the decision.
    overridden text[] not null default '{}',
    price jsonb,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint match_lock_pkey primary key (partnership_id, student_id, sequence),
    constraint match_lock_student_known
        foreign key (partnership_id, student_id) references berth.student (partnership_id, student_id),
    constraint match_lock_placement_known
        foreign key (partnership_id, placement_id) references berth.placement (partnership_id, placement_id),
    constraint match_lock_kind_known check (kind in ('locked', 'unlocked')),
    constraint match_lock_reason_given check (reason ~ '\S')
);

create trigger match_lock_append_only before update or delete on berth.match_lock
    for each row execute function berth.refuse_change();
create trigger match_lock_no_truncate before truncate on berth.match_lock
    for each statement execute function berth.refuse_change();

alter table berth.match_run enable row level security;
alter table berth.match_run force row level security;
create policy match_run_own on berth.match_run
    using (partnership_id = berth.current_partnership());

-- A university sees its own students, a host those who come to it.
alter table berth.match_student enable row level security;
alter table berth.match_student force row level security;
create policy match_student_own on berth.match_student
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.student as seen
                where seen.partnership_id = match_student.partnership_id
                  and seen.student_id = match_student.student_id
             )
             or exists (
                select from berth.placement as seen
                where seen.partnership_id = match_student.partnership_id
                  and seen.placement_id = match_student.placement_id
             ))
    );

alter table berth.match_placement enable row level security;
alter table berth.match_placement force row level security;
create policy match_placement_own on berth.match_placement
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.placement as seen
                where seen.partnership_id = match_placement.partnership_id
                  and seen.placement_id = match_placement.placement_id
             ))
    );

alter table berth.match_lock enable row level security;
alter table berth.match_lock force row level security;
create policy match_lock_own on berth.match_lock
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.student as seen
                where seen.partnership_id = match_lock.partnership_id
                  and seen.student_id = match_lock.student_id
             ))
    );

grant select, insert on berth.match_run, berth.match_student, berth.match_placement, berth.match_lock to berth_app;
grant update (status, published_by, published_at, superseded_at, version) on berth.match_run to berth_app;
