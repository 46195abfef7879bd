-- Apprenticeships: standards, who is on which, what happens to them, headcounts, and levy accounts.
--
-- A record that changes is kept as versions: a change adds a version and closes the one before, so what was known at a
-- moment is recorded_at <= moment < superseded_at. What happens is kept as events, corrected by later revisions.

create table berth.apprenticeship_standard (
    partnership_id uuid not null,
    standard_id uuid not null,
    revision integer not null,
    reference text not null,
    reference_key text not null generated always as (lower(reference)) stored,
    -- Of the standard itself, as its publisher numbers them.
    version_no text not null,
    title text not null,
    level smallint not null,
    route text,
    funding_band_pence bigint,
    minimum_hours integer,
    typical_months smallint,
    effective_from date,
    effective_to date,
    note text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint apprenticeship_standard_pkey primary key (partnership_id, standard_id, revision),
    constraint apprenticeship_standard_partnership_known
        foreign key (partnership_id) references berth.partnership (partnership_id),
    constraint apprenticeship_standard_reference_is_plain check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
    constraint apprenticeship_standard_version_is_plain check (version_no ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$'),
    constraint apprenticeship_standard_title_given check (title ~ '\S'),
    constraint apprenticeship_standard_level_known check (level between 2 and 7),
    constraint apprenticeship_standard_amounts_not_negative
        check (funding_band_pence >= 0 and minimum_hours >= 0 and typical_months >= 0),
    constraint apprenticeship_standard_ends_after_it_starts check (effective_to >= effective_from),
    constraint apprenticeship_standard_superseded_later check (superseded_at >= recorded_at),
    constraint apprenticeship_standard_one_version_a_day
        exclude using gist (
            partnership_id with =, reference_key with =, daterange(effective_from, effective_to, '[]') with &&)
        where (superseded_at = 'infinity')
);

create unique index apprenticeship_standard_known_once
    on berth.apprenticeship_standard (partnership_id, reference_key, version_no) where superseded_at = 'infinity';

-- One person on one standard with one employer. The same reference may come again with another standard, and belongs
-- to one employer. training is from the start to the end as known now, open while under way and null before the start: for
-- the constraint that nobody is on two standards at once. Plans are not in it, since one may be overtaken by what happens;
-- reports read the events. What was planned and was never to be is taken back: no version of it stands then, and the
-- person may be put on the same standard anew, with any employer.
create table berth.apprenticeship (
    partnership_id uuid not null,
    apprenticeship_id uuid not null,
    organisation_id uuid not null,
    reference text not null,
    reference_key text not null generated always as (lower(reference)) stored,
    standard_ref text not null,
    standard_key text not null generated always as (lower(standard_ref)) stored,
    training daterange,
    taken_back boolean not null default false,
    version integer not null default 1,
    constraint apprenticeship_pkey primary key (partnership_id, apprenticeship_id),
    constraint apprenticeship_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint apprenticeship_reference_is_plain check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
    constraint apprenticeship_one_employer
        exclude using gist (partnership_id with =, reference_key with =, organisation_id with <>)
        where (not taken_back),
    constraint apprenticeship_training_does_not_overlap
        exclude using gist (partnership_id with =, reference_key with =, training with &&),
    constraint apprenticeship_taken_back_never_started check (training is null or not taken_back)
);

create unique index apprenticeship_known_once
    on berth.apprenticeship (partnership_id, reference_key, standard_key) where not taken_back;
create index apprenticeship_of_organisation on berth.apprenticeship (partnership_id, organisation_id);

create table berth.apprenticeship_version (
    partnership_id uuid not null,
    apprenticeship_id uuid not null,
    revision integer not null,
    -- Of what both sides agree to: it counts up when the standard's version, the dates, the price or the provider
    -- change, and approvals of an earlier number count no more.
    terms_no integer not null,
    given_name text not null,
    family_name text not null,
    name_key text not null,
    role text not null,
    was_employee boolean not null,
    in_maintained_school boolean not null default false,
    provider text,
    mentor text,
    planned_start_on date,
    planned_end_on date,
    price_pence bigint,
    agreed_hours integer,
    -- Why fewer hours are agreed than the standard's minimum, such as prior learning.
    hours_reason text,
    wage_scheme text,
    -- Funding of some levels ends at an age; for care leavers and people with an education, health and care plan later.
    date_of_birth date,
    age_exception boolean not null default false,
    -- The reference at another employer of the partnership, where the same standard was begun.
    transferred_from text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint apprenticeship_version_pkey primary key (partnership_id, apprenticeship_id, revision),
    constraint apprenticeship_version_apprenticeship_known
        foreign key (partnership_id, apprenticeship_id)
        references berth.apprenticeship (partnership_id, apprenticeship_id),
    constraint apprenticeship_version_given_name_given check (given_name ~ '\S'),
    constraint apprenticeship_version_family_name_given check (family_name ~ '\S'),
    constraint apprenticeship_version_role_is_a_code check (role ~ '^[a-z][a-z0-9_]*$'),
    constraint apprenticeship_version_in_known_years check (planned_start_on >= date '2012-01-01'),
    constraint apprenticeship_version_ends_after_it_starts check (planned_end_on >= planned_start_on),
    constraint apprenticeship_version_amounts_not_negative check (price_pence >= 0 and agreed_hours >= 0),
    constraint apprenticeship_version_born_before_it_starts check (date_of_birth < planned_start_on),
    constraint apprenticeship_version_superseded_later check (superseded_at >= recorded_at)
);

create unique index apprenticeship_version_current
    on berth.apprenticeship_version (partnership_id, apprenticeship_id) where superseded_at = 'infinity';

create table berth.training_approval (
    partnership_id uuid not null,
    apprenticeship_id uuid not null,
    terms_no integer not null,
    party text not null,
    approved_by uuid not null,
    recorded_at timestamptz not null,
    constraint training_approval_pkey primary key (partnership_id, apprenticeship_id, terms_no, party),
    constraint training_approval_apprenticeship_known
        foreign key (partnership_id, apprenticeship_id)
        references berth.apprenticeship (partnership_id, apprenticeship_id),
    constraint training_approval_party_known check (party in ('employer', 'provider'))
);

-- A later revision of an event corrects its day; one without a day takes the event back.
create table berth.apprenticeship_event (
    partnership_id uuid not null,
    apprenticeship_id uuid not null,
    sequence integer not null,
    revision integer not null,
    event text not null,
    happened_on date,
    decision text generated always as (case when reason_code is not null then 'apprenticeship_' || event end) stored,
    reason_code text,
    -- In words; of a correction, why it was corrected.
    reason text,
    -- Why a start was recorded that not both sides had agreed to.
    override_reason text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint apprenticeship_event_pkey primary key (partnership_id, apprenticeship_id, sequence, revision),
    constraint apprenticeship_event_apprenticeship_known
        foreign key (partnership_id, apprenticeship_id)
        references berth.apprenticeship (partnership_id, apprenticeship_id),
    constraint apprenticeship_event_kind_known
        check (event in ('started', 'break_started', 'returned', 'gateway', 'achieved', 'withdrawn', 'transferred')),
    constraint apprenticeship_event_reason_code_known
        foreign key (decision, reason_code) references berth.reason_code (decision, reason_code),
    constraint apprenticeship_event_in_known_years check (happened_on >= date '2012-01-01'),
    constraint apprenticeship_event_first_has_a_day check (revision > 1 or happened_on is not null),
    constraint apprenticeship_event_correction_has_a_reason check (revision = 1 or reason is not null)
);

-- Hours of training off the job, by month; a later revision corrects a month.
create table berth.off_the_job_hours (
    partnership_id uuid not null,
    apprenticeship_id uuid not null,
    month date not null,
    revision integer not null,
    minutes integer not null,
    reason text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint off_the_job_hours_pkey primary key (partnership_id, apprenticeship_id, month, revision),
    constraint off_the_job_hours_apprenticeship_known
        foreign key (partnership_id, apprenticeship_id)
        references berth.apprenticeship (partnership_id, apprenticeship_id),
    constraint off_the_job_hours_month_begins_on_its_first check (extract(day from month) = 1),
    -- Thirteen hours a day: eleven are for rest (Working Time Regulations 1998, regulation 10).
    constraint off_the_job_hours_fit_in_a_month check (minutes between 0 and 31 * 13 * 60),
    constraint off_the_job_hours_correction_has_a_reason check (revision = 1 or reason is not null)
);

create table berth.headcount (
    partnership_id uuid not null,
    organisation_id uuid not null,
    measured_on date not null,
    revision integer not null,
    headcount integer not null,
    fte_hundredths bigint,
    schools_headcount integer,
    correction_reason text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint headcount_pkey primary key (partnership_id, organisation_id, measured_on, revision),
    constraint headcount_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint headcount_in_known_years check (measured_on >= date '2012-01-01'),
    constraint headcount_not_negative check (headcount >= 0 and fte_hundredths >= 0),
    -- Nobody is more than one full-time equivalent.
    constraint headcount_fte_within_it check (fte_hundredths <= 100 * headcount::bigint),
    constraint headcount_schools_within_it check (schools_headcount between 0 and headcount),
    constraint headcount_correction_has_a_reason check (revision = 1 or correction_reason is not null),
    constraint headcount_superseded_later check (superseded_at >= recorded_at)
);

create unique index headcount_measured_once
    on berth.headcount (partnership_id, organisation_id, measured_on) where superseded_at = 'infinity';

create table berth.employment_start (
    partnership_id uuid not null,
    organisation_id uuid not null,
    starts_on date not null,
    ends_on date not null,
    revision integer not null,
    employees_started integer not null,
    schools_started integer,
    correction_reason text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint employment_start_pkey primary key (partnership_id, organisation_id, starts_on, ends_on, revision),
    constraint employment_start_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint employment_start_in_known_years check (starts_on >= date '2012-01-01'),
    constraint employment_start_ends_after_it_starts check (ends_on >= starts_on),
    constraint employment_start_not_negative check (employees_started >= 0),
    constraint employment_start_schools_within_it check (schools_started between 0 and employees_started),
    constraint employment_start_correction_has_a_reason check (revision = 1 or correction_reason is not null),
    constraint employment_start_superseded_later check (superseded_at >= recorded_at),
    constraint employment_start_counted_once
        exclude using gist (
            partnership_id with =, organisation_id with =, daterange(starts_on, ends_on, '[]') with &&)
        where (superseded_at = 'infinity')
);

create table berth.levy_movement (
    partnership_id uuid not null,
    organisation_id uuid not null,
    month date not null,
    kind text not null,
    revision integer not null,
    amount_pence bigint not null,
    -- What of it the government added, where that is known.
    top_up_pence bigint,
    correction_reason text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint levy_movement_pkey primary key (partnership_id, organisation_id, month, kind, revision),
    constraint levy_movement_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint levy_movement_in_known_years check (month >= date '2012-01-01'),
    constraint levy_movement_month_begins_on_its_first check (extract(day from month) = 1),
    constraint levy_movement_kind_known check (kind in ('paid_in', 'spent', 'transferred_out')),
    constraint levy_movement_not_negative check (amount_pence >= 0),
    constraint levy_movement_top_up_within_what_came_in
        check (top_up_pence is null or (kind = 'paid_in' and top_up_pence between 0 and amount_pence)),
    constraint levy_movement_correction_has_a_reason check (revision = 1 or correction_reason is not null),
    constraint levy_movement_superseded_later check (superseded_at >= recorded_at)
);

create unique index levy_movement_known_once
    on berth.levy_movement (partnership_id, organisation_id, month, kind) where superseded_at = 'infinity';

create trigger training_approval_append_only before update or delete on berth.training_approval
    for each row execute function berth.refuse_change();
create trigger training_approval_no_truncate before truncate on berth.training_approval
    for each statement execute function berth.refuse_change();
create trigger apprenticeship_event_append_only before update or delete on berth.apprenticeship_event
    for each row execute function berth.refuse_change();
create trigger apprenticeship_event_no_truncate before truncate on berth.apprenticeship_event
    for each statement execute function berth.refuse_change();
create trigger off_the_job_hours_append_only before update or delete on berth.off_the_job_hours
    for each row execute function berth.refuse_change();
create trigger off_the_job_hours_no_truncate before truncate on berth.off_the_job_hours
    for each statement execute function berth.refuse_change();

create trigger apprenticeship_standard_superseded_only before update on berth.apprenticeship_standard
    for each row execute function berth.close_version_only('reference_key');
create trigger apprenticeship_standard_no_delete before delete on berth.apprenticeship_standard
    for each row execute function berth.refuse_change();
create trigger apprenticeship_standard_no_truncate before truncate on berth.apprenticeship_standard
    for each statement execute function berth.refuse_change();

create trigger apprenticeship_version_superseded_only before update on berth.apprenticeship_version
    for each row execute function berth.close_version_only();
create trigger apprenticeship_version_no_delete before delete on berth.apprenticeship_version
    for each row execute function berth.refuse_change();
create trigger apprenticeship_version_no_truncate before truncate on berth.apprenticeship_version
    for each statement execute function berth.refuse_change();

create trigger headcount_superseded_only before update on berth.headcount
    for each row execute function berth.close_version_only();
create trigger headcount_no_delete before delete on berth.headcount
    for each row execute function berth.refuse_change();
create trigger headcount_no_truncate before truncate on berth.headcount
    for each statement execute function berth.refuse_change();

create trigger employment_start_superseded_only before update on berth.employment_start
    for each row execute function berth.close_version_only();
create trigger employment_start_no_delete before delete on berth.employment_start
    for each row execute function berth.refuse_change();
create trigger employment_start_no_truncate before truncate on berth.employment_start
    for each statement execute function berth.refuse_change();

create trigger levy_movement_superseded_only before update on berth.levy_movement
    for each row execute function berth.close_version_only();
create trigger levy_movement_no_delete before delete on berth.levy_movement
    for each row execute function berth.refuse_change();
create trigger levy_movement_no_truncate before truncate on berth.levy_movement
    for each statement execute function berth.refuse_change();

-- Standards are the same for everybody in the partnership.
alter table berth.apprenticeship_standard enable row level security;
alter table berth.apprenticeship_standard force row level security;
create policy apprenticeship_standard_own on berth.apprenticeship_standard
    using (partnership_id = berth.current_partnership());

alter table berth.apprenticeship enable row level security;
alter table berth.apprenticeship force row level security;
create policy apprenticeship_own on berth.apprenticeship
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.headcount enable row level security;
alter table berth.headcount force row level security;
create policy headcount_own on berth.headcount
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.employment_start enable row level security;
alter table berth.employment_start force row level security;
create policy employment_start_own on berth.employment_start
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.levy_movement enable row level security;
alter table berth.levy_movement force row level security;
create policy levy_movement_own on berth.levy_movement
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

-- What belongs to an apprenticeship: the employer's.
alter table berth.apprenticeship_version enable row level security;
alter table berth.apprenticeship_version force row level security;
create policy apprenticeship_version_own on berth.apprenticeship_version
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.apprenticeship as seen
                where seen.partnership_id = apprenticeship_version.partnership_id
                  and seen.apprenticeship_id = apprenticeship_version.apprenticeship_id
             ))
    );

alter table berth.training_approval enable row level security;
alter table berth.training_approval force row level security;
create policy training_approval_own on berth.training_approval
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.apprenticeship as seen
                where seen.partnership_id = training_approval.partnership_id
                  and seen.apprenticeship_id = training_approval.apprenticeship_id
             ))
    );

alter table berth.apprenticeship_event enable row level security;
alter table berth.apprenticeship_event force row level security;
create policy apprenticeship_event_own on berth.apprenticeship_event
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.apprenticeship as seen
                where seen.partnership_id = apprenticeship_event.partnership_id
                  and seen.apprenticeship_id = apprenticeship_event.apprenticeship_id
             ))
    );

alter table berth.off_the_job_hours enable row level security;
alter table berth.off_the_job_hours force row level security;
create policy off_the_job_hours_own on berth.off_the_job_hours
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.apprenticeship as seen
                where seen.partnership_id = off_the_job_hours.partnership_id
                  and seen.apprenticeship_id = off_the_job_hours.apprenticeship_id
             ))
    );

grant select, insert on
    berth.apprenticeship_standard, berth.apprenticeship, berth.apprenticeship_version, berth.training_approval,
    berth.apprenticeship_event, berth.off_the_job_hours, berth.headcount, berth.employment_start, berth.levy_movement
to berth_app;
-- A version is closed and never changed.
grant update (superseded_at) on
    berth.apprenticeship_standard, berth.apprenticeship_version, berth.headcount, berth.employment_start,
    berth.levy_movement
to berth_app;
grant update (training, taken_back, version) on berth.apprenticeship to berth_app;

-- Reference data: roles that are hard to fill, and the standards that lead to them.
create table berth.role_route (
    role text not null,
    role_name text not null,
    -- Empty where no apprenticeship leads to the role.
    standard_ref text not null,
    leads text not null,
    -- The kinds of organisation that have the role, joined by semicolons.
    organisation_kinds text not null,
    source text not null,
    checked_on date not null,
    note text not null default '',
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint role_route_pkey primary key (role, standard_ref, superseded_at),
    constraint role_route_role_is_a_code check (role ~ '^[a-z][a-z0-9_]*$'),
    constraint role_route_leads_known check (leads in ('to_role', 'towards', 'none')),
    constraint role_route_superseded_after_recorded check (superseded_at >= recorded_at)
);

create trigger role_route_superseded_only before update on berth.role_route
    for each row execute function berth.close_version_only();
create trigger role_route_no_delete before delete on berth.role_route
    for each row execute function berth.refuse_change();
create trigger role_route_no_truncate before truncate on berth.role_route
    for each statement execute function berth.refuse_change();

grant select on berth.role_route to berth_app;
