-- The establishment: posts, who is in them, and the returns of others to compare with.
--
-- Records that change are kept as versions: one is added and the former closed, so that what was known at any moment
-- can be had again. A version counts from recorded_at up to superseded_at, which is infinity for the present one.

-- What a post is called, and whose it is, for ever; all else about it is in its versions.
create table berth.post (
    partnership_id uuid not null,
    post_id uuid not null,
    organisation_id uuid not null,
    reference text not null,
    reference_key text not null generated always as (lower(reference)) stored,
    constraint post_pkey primary key (partnership_id, post_id),
    constraint post_of_organisation unique (partnership_id, post_id, organisation_id),
    constraint post_reference_taken unique (partnership_id, organisation_id, reference_key),
    constraint post_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint post_reference_is_plain check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$')
);

-- Full-time equivalents are ten-thousandths. A post counts from created_on, at the close of the day, up to the day
-- before closed_on; the frozen ranges are of days on which it is kept but not to be filled.
create table berth.post_version (
    partnership_id uuid not null,
    post_id uuid not null,
    revision integer not null,
    organisation_id uuid not null,
    title text not null,
    role text not null,
    team text,
    fte integer not null,
    created_on date not null,
    closed_on date,
    frozen datemultirange not null default '{}',
    regulator text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint post_version_pkey primary key (partnership_id, post_id, revision),
    constraint post_version_post_known
        foreign key (partnership_id, post_id, organisation_id)
        references berth.post (partnership_id, post_id, organisation_id),
    constraint post_version_revision_from_one check (revision >= 1),
    constraint post_version_title_given check (title ~ '\S'),
    constraint post_version_role_is_a_code check (role ~ '^[a-z][a-z0-9_]*$'),
    constraint post_version_fte_of_one_post check (fte between 1 and 10000),
    constraint post_version_created_in_known_years check (created_on >= date '1990-01-01'),
    constraint post_version_closed_after_created check (closed_on >= created_on),
    constraint post_version_superseded_after_recorded check (superseded_at >= recorded_at)
);

create unique index post_version_one_at_present
    on berth.post_version (partnership_id, post_id) where superseded_at = 'infinity';

-- For whom a version of a post keeps it, or says it was kept: from reserved_on up to the day before released_on. Who is
-- expected on expected_on and has come has taken it up; that is in the assignments.
create table berth.post_reservation (
    partnership_id uuid not null,
    post_id uuid not null,
    revision integer not null,
    organisation_id uuid not null,
    candidate_id uuid not null,
    reserved_on date not null,
    released_on date,
    expected_on date,
    constraint post_reservation_pkey primary key (partnership_id, post_id, revision, reserved_on),
    constraint post_reservation_post_known
        foreign key (partnership_id, post_id, organisation_id)
        references berth.post (partnership_id, post_id, organisation_id),
    constraint post_reservation_version_known
        foreign key (partnership_id, post_id, revision)
        references berth.post_version (partnership_id, post_id, revision),
    constraint post_reservation_candidate_known
        foreign key (partnership_id, candidate_id) references berth.candidate (partnership_id, candidate_id),
    constraint post_reservation_in_known_years check (reserved_on >= date '1990-01-01'),
    constraint post_reservation_released_after_reserved check (released_on > reserved_on),
    constraint post_reservation_for_one_at_a_time
        exclude using gist (
            partnership_id with =, post_id with =, revision with =, daterange(reserved_on, released_on, '[)') with &&
        )
);

-- Somebody in a post. The person is a reference of the organisation's own, so nobody is named here. ended_on is the
-- last day; at its close the person is not in post any more.
create table berth.assignment (
    partnership_id uuid not null,
    assignment_id uuid not null,
    revision integer not null,
    organisation_id uuid not null,
    post_id uuid not null,
    person_ref text not null,
    person_key text not null generated always as (lower(person_ref)) stored,
    kind text not null,
    fte integer not null,
    started_on date not null,
    ended_on date,
    leaving_reason text,
    destination text,
    candidate_id uuid,
    route text,
    qualified_on date,
    birth_year smallint,
    -- What was counted of them on the days of counted_on, by the same places: cases at the close of the day, and
    -- ten-thousandths of a working day lost in the twelve months up to it, or since the start where that is later.
    counted_on date[] not null default '{}',
    cases integer[] not null default '{}',
    days_lost integer[] not null default '{}',
    cover_until date,
    cover_plan text,
    exit_themes text[] not null default '{}',
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint assignment_pkey primary key (partnership_id, assignment_id, revision),
    constraint assignment_post_known
        foreign key (partnership_id, post_id, organisation_id)
        references berth.post (partnership_id, post_id, organisation_id),
    constraint assignment_candidate_known
        foreign key (partnership_id, candidate_id) references berth.candidate (partnership_id, candidate_id),
    constraint assignment_revision_from_one check (revision >= 1),
    constraint assignment_person_is_plain check (person_ref ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
    constraint assignment_kind_known check (kind in ('employee', 'agency')),
    constraint assignment_fte_of_one_person check (fte between 1 and 10000),
    constraint assignment_started_in_known_years check (started_on >= date '1960-01-01'),
    constraint assignment_ends_after_it_starts check (ended_on >= started_on),
    constraint assignment_leaves_when_it_ends
        check (ended_on is not null or (leaving_reason is null and destination is null and exit_themes = '{}')),
    constraint assignment_leaving_reason_is_a_code check (leaving_reason ~ '^[a-z][a-z0-9_]*$'),
    constraint assignment_destination_is_a_code check (destination ~ '^[a-z][a-z0-9_]*$'),
    constraint assignment_route_is_a_code check (route ~ '^[a-z][a-z0-9_]*$'),
    constraint assignment_birth_year_sensible check (birth_year between 1900 and 2100),
    constraint assignment_counts_have_days check (
        cardinality(counted_on) = cardinality(cases) and cardinality(counted_on) = cardinality(days_lost)
        and array_position(counted_on, null) is null),
    constraint assignment_counted_while_in_post
        check (started_on <= all (counted_on) and (ended_on is null or ended_on >= all (counted_on))),
    constraint assignment_counted_by_the_day_recorded
        check ((recorded_at at time zone 'Europe/London')::date >= all (counted_on)),
    constraint assignment_cases_not_negative check (0 <= all (cases)),
    constraint assignment_days_lost_not_negative check (0 <= all (days_lost)),
    constraint assignment_cover_is_of_agency
        check (kind = 'agency' or (cover_until is null and cover_plan is null)),
    constraint assignment_themes_are_findings
        check (exit_themes <@ array['pandemic', 'shortage', 'interim_staff', 'burnout', 'bureaucracy', 'culture']),
    constraint assignment_superseded_after_recorded check (superseded_at >= recorded_at),
    constraint assignment_person_in_post_once
        exclude using gist (
            partnership_id with =, post_id with =, person_key with =, daterange(started_on, ended_on, '[)') with &&
        ) where (superseded_at = 'infinity') deferrable initially deferred
);

create unique index assignment_one_at_present
    on berth.assignment (partnership_id, assignment_id) where superseded_at = 'infinity';
create unique index assignment_started_once
    on berth.assignment (partnership_id, post_id, person_key, started_on) where superseded_at = 'infinity';
-- What somebody has in all posts is added up whenever one of them changes.
create index assignment_of_person
    on berth.assignment (partnership_id, person_key) where superseded_at = 'infinity';

-- What an area has published, to reckon its rates from and to compare with. Full-time equivalents are ten-thousandths.
create table berth.workforce_return (
    partnership_id uuid not null,
    area text not null,
    year smallint not null,
    revision integer not null,
    as_of date not null,
    published_on date,
    in_post_fte bigint,
    vacancies_fte bigint,
    agency_fte bigint,
    agency_covering_fte bigint,
    leavers_fte bigint,
    cases bigint,
    case_holders_fte bigint,
    days_lost bigint,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint workforce_return_pkey primary key (partnership_id, area, year, revision),
    constraint workforce_return_partnership_known
        foreign key (partnership_id) references berth.partnership (partnership_id),
    constraint workforce_return_area_given check (area ~ '\S'),
    constraint workforce_return_year_sensible check (year between 1990 and 2199),
    constraint workforce_return_revision_from_one check (revision >= 1),
    constraint workforce_return_not_negative check (
        least(in_post_fte, vacancies_fte, agency_fte, agency_covering_fte, leavers_fte, cases, case_holders_fte,
              days_lost) >= 0),
    constraint workforce_return_covering_within_agency check (agency_covering_fte <= agency_fte),
    constraint workforce_return_covering_within_vacancies check (agency_covering_fte <= vacancies_fte),
    constraint workforce_return_of_its_year check (extract(year from as_of) = year),
    constraint workforce_return_published_later check (published_on >= as_of),
    constraint workforce_return_superseded_after_recorded check (superseded_at >= recorded_at)
);

create unique index workforce_return_one_at_present
    on berth.workforce_return (partnership_id, area, year) where superseded_at = 'infinity';

-- Published national figures, by the day they are of and the day from which anybody could know them.
create table berth.workforce_comparator (
    measure text not null,
    area text not null,
    as_of date not null,
    basis text not null,
    value text not null,
    published_on date not null,
    source text not null,
    checked_on date not null,
    note text not null default '',
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint workforce_comparator_pkey primary key (measure, area, as_of, superseded_at),
    constraint workforce_comparator_basis_known check (basis in ('posts', 'fte', 'people')),
    constraint workforce_comparator_value_is_a_number check (value ~ '^[0-9]+([.][0-9]+)?$'),
    constraint workforce_comparator_published_later check (published_on >= as_of),
    constraint workforce_comparator_superseded_after_recorded check (superseded_at >= recorded_at)
);

create trigger workforce_comparator_superseded_only before update on berth.workforce_comparator
    for each row execute function berth.close_version_only();
create trigger workforce_comparator_no_delete before delete on berth.workforce_comparator
    for each row execute function berth.refuse_change();
create trigger workforce_comparator_no_truncate before truncate on berth.workforce_comparator
    for each statement execute function berth.refuse_change();

create trigger post_no_change before update or delete on berth.post
    for each row execute function berth.refuse_change();
create trigger post_no_truncate before truncate on berth.post
    for each statement execute function berth.refuse_change();

create trigger post_version_superseded_only before update on berth.post_version
    for each row execute function berth.close_version_only();
create trigger post_version_no_delete before delete on berth.post_version
    for each row execute function berth.refuse_change();
create trigger post_version_no_truncate before truncate on berth.post_version
    for each statement execute function berth.refuse_change();

create trigger post_reservation_no_change before update or delete on berth.post_reservation
    for each row execute function berth.refuse_change();
create trigger post_reservation_no_truncate before truncate on berth.post_reservation
    for each statement execute function berth.refuse_change();

create trigger assignment_superseded_only before update on berth.assignment
    for each row execute function berth.close_version_only('person_key');
create trigger assignment_no_delete before delete on berth.assignment
    for each row execute function berth.refuse_change();
create trigger assignment_no_truncate before truncate on berth.assignment
    for each statement execute function berth.refuse_change();

create trigger workforce_return_superseded_only before update on berth.workforce_return
    for each row execute function berth.close_version_only();
create trigger workforce_return_no_delete before delete on berth.workforce_return
    for each row execute function berth.refuse_change();
create trigger workforce_return_no_truncate before truncate on berth.workforce_return
    for each statement execute function berth.refuse_change();

alter table berth.post enable row level security;
alter table berth.post force row level security;
create policy post_own on berth.post
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.post_version enable row level security;
alter table berth.post_version force row level security;
create policy post_version_own on berth.post_version
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.post_reservation enable row level security;
alter table berth.post_reservation force row level security;
create policy post_reservation_own on berth.post_reservation
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.assignment enable row level security;
alter table berth.assignment force row level security;
create policy assignment_own on berth.assignment
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

-- Of areas, not of organisations: everybody of the partnership compares with them.
alter table berth.workforce_return enable row level security;
alter table berth.workforce_return force row level security;
create policy workforce_return_own on berth.workforce_return
    using (partnership_id = berth.current_partnership());

grant select, insert
    on berth.post, berth.post_version, berth.post_reservation, berth.assignment, berth.workforce_return to berth_app;
grant update (superseded_at) on berth.post_version, berth.assignment, berth.workforce_return to berth_app;
grant select on berth.workforce_comparator to berth_app;
