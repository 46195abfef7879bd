-- Practice placements: terms, what hosts offer, the students who need a place, and what each side would like.

-- Hosts and universities plan by the same terms, so everybody in the partnership sees them. They may overlap: a first
-- placement of seventy days and a final one of a hundred run side by side.
create table berth.placement_term (
    partnership_id uuid not null,
    term_id uuid not null,
    code text not null,
    name text not null,
    starts_on date not null,
    ends_on date not null,
    offers_due_on date,
    version integer not null default 1,
    constraint placement_term_pkey primary key (partnership_id, term_id),
    constraint placement_term_code_taken unique (partnership_id, code),
    constraint placement_term_partnership_known
        foreign key (partnership_id) references berth.partnership (partnership_id),
    constraint placement_term_code_is_a_code check (code ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    constraint placement_term_name_given check (name ~ '\S'),
    constraint placement_term_in_known_years check (starts_on >= date '2012-01-01'),
    constraint placement_term_ends_after_it_starts check (ends_on >= starts_on),
    constraint placement_term_offers_due_before_its_end check (offers_due_on <= ends_on)
);

-- Who assesses the student. One without an organisation works off-site.
create table berth.practice_educator (
    partnership_id uuid not null,
    educator_id uuid not null,
    organisation_id uuid,
    reference text not null,
    reference_key text not null generated always as (lower(reference)) stored,
    stage smallint,
    current_until date,
    slots smallint,
    version integer not null default 1,
    constraint practice_educator_pkey primary key (partnership_id, educator_id),
    constraint practice_educator_reference_taken unique (partnership_id, reference_key),
    constraint practice_educator_partnership_known
        foreign key (partnership_id) references berth.partnership (partnership_id),
    constraint practice_educator_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint practice_educator_reference_is_plain check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
    constraint practice_educator_stage_known check (stage in (1, 2)),
    constraint practice_educator_slots_not_negative check (slots >= 0)
);

-- An offer of a host for a term. Empty means unknown; what is unknown is a problem to settle and refuses nobody.
create table berth.placement (
    partnership_id uuid not null,
    placement_id uuid not null,
    organisation_id uuid not null,
    term_id uuid not null,
    reference text not null,
    reference_key text not null generated always as (lower(reference)) stored,
    team text not null,
    setting text not null,
    capacity smallint not null,
    minimum smallint,
    statutory boolean,
    educator_id uuid,
    -- Of an educator who is still to be named.
    educator_stage smallint,
    on_site_supervisor text,
    starts_on date not null,
    ends_on date not null,
    latitude double precision,
    longitude double precision,
    car_needed boolean,
    audited_until date,
    withdrawn_on date,
    version integer not null default 1,
    constraint placement_pkey primary key (partnership_id, placement_id),
    constraint placement_reference_taken unique (partnership_id, reference_key),
    constraint placement_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint placement_term_known
        foreign key (partnership_id, term_id) references berth.placement_term (partnership_id, term_id),
    constraint placement_educator_known
        foreign key (partnership_id, educator_id)
        references berth.practice_educator (partnership_id, educator_id),
    constraint placement_educator_stage_known check (educator_stage in (1, 2)),
    constraint placement_educator_stage_of_nobody check (educator_id is null or educator_stage is null),
    constraint placement_reference_is_plain check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
    constraint placement_team_given check (team ~ '\S'),
    constraint placement_setting_is_a_code check (setting ~ '^[a-z][a-z0-9_]*$'),
    -- A closed setting keeps its row and has no room.
    constraint placement_capacity_not_negative check (capacity >= 0),
    constraint placement_minimum_within_capacity check (minimum between 0 and capacity),
    constraint placement_in_known_years check (starts_on >= date '2012-01-01'),
    constraint placement_ends_after_it_starts check (ends_on >= starts_on),
    constraint placement_on_the_map
        check ((latitude is null) = (longitude is null)
               and latitude between -90 and 90 and longitude between -180 and 180)
);

create index placement_of_term on berth.placement (partnership_id, term_id, placement_id);
create index placement_of_educator on berth.placement (partnership_id, educator_id) where educator_id is not null;

-- What a placement can do for somebody: each code is an adjustment it can meet, in full or in part.
create table berth.placement_adjustment (
    partnership_id uuid not null,
    placement_id uuid not null,
    adjustment text not null,
    in_part boolean not null default false,
    constraint placement_adjustment_pkey primary key (partnership_id, placement_id, adjustment),
    constraint placement_adjustment_placement_known
        foreign key (partnership_id, placement_id) references berth.placement (partnership_id, placement_id),
    constraint placement_adjustment_is_a_code check (adjustment ~ '^[a-z][a-z0-9_]*$')
);

create table berth.student (
    partnership_id uuid not null,
    student_id uuid not null,
    -- The university.
    organisation_id uuid not null,
    term_id uuid not null,
    reference text not null,
    reference_key text not null generated always as (lower(reference)) stored,
    given_name text not null,
    family_name text not null,
    -- Folded by the program as for candidates.
    name_key text not null,
    programme text not null,
    stage text not null,
    latitude double precision,
    longitude double precision,
    has_car boolean,
    max_travel_minutes smallint,
    days_required smallint,
    dbs_cleared_on date,
    attributes text[] not null default '{}',
    withdrawn_on date,
    version integer not null default 1,
    constraint student_pkey primary key (partnership_id, student_id),
    constraint student_reference_taken unique (partnership_id, reference_key),
    constraint student_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint student_term_known
        foreign key (partnership_id, term_id) references berth.placement_term (partnership_id, term_id),
    constraint student_reference_is_plain check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
    constraint student_given_name_given check (given_name ~ '\S'),
    constraint student_family_name_given check (family_name ~ '\S'),
    constraint student_programme_given check (programme ~ '\S'),
    constraint student_stage_known check (stage in ('first', 'final')),
    constraint student_max_travel_minutes_sensible check (max_travel_minutes between 0 and 1440),
    constraint student_days_required_sensible check (days_required between 0 and 400),
    constraint student_on_the_map
        check ((latitude is null) = (longitude is null)
               and latitude between -90 and 90 and longitude between -180 and 180)
);

create index student_of_term on berth.student (partnership_id, term_id, student_id);
create index student_name_key on berth.student (partnership_id, name_key text_pattern_ops);

-- Health data: apart from the student's other particulars, so that nothing reads it by the way. Whoever reads it needs
-- a permission of its own, and that they did is in the audit.
create table berth.student_adjustment (
    partnership_id uuid not null,
    student_id uuid not null,
    adjustment text not null,
    constraint student_adjustment_pkey primary key (partnership_id, student_id, adjustment),
    constraint student_adjustment_student_known
        foreign key (partnership_id, student_id) references berth.student (partnership_id, student_id),
    constraint student_adjustment_is_a_code check (adjustment ~ '^[a-z][a-z0-9_]*$')
);

-- Where the student may not go: the code of an organisation or of a team, known here or not.
create table berth.student_conflict (
    partnership_id uuid not null,
    student_id uuid not null,
    conflict text not null,
    constraint student_conflict_pkey primary key (partnership_id, student_id, conflict),
    constraint student_conflict_student_known
        foreign key (partnership_id, student_id) references berth.student (partnership_id, student_id),
    constraint student_conflict_is_a_code check (conflict ~ '^[a-z][a-z0-9_]*$')
);

-- Where the student has been: the setting, and the organisation where it is known ('' where not).
create table berth.student_prior_setting (
    partnership_id uuid not null,
    student_id uuid not null,
    setting text not null,
    organisation text not null default '',
    constraint student_prior_setting_pkey primary key (partnership_id, student_id, setting, organisation),
    constraint student_prior_setting_student_known
        foreign key (partnership_id, student_id) references berth.student (partnership_id, student_id),
    constraint student_prior_setting_is_a_code check (setting ~ '^[a-z][a-z0-9_]*$'),
    constraint student_prior_setting_organisation_is_a_code check (organisation ~ '^([a-z][a-z0-9_]*)?$')
);

-- Two students who are to be at one setting. A pair is two rows, one for each, and the foreign key holds them to each
-- other: so nobody is in two pairs, and there are no chains or rings.
create table berth.student_pair (
    partnership_id uuid not null,
    student_id uuid not null,
    partner_id uuid not null,
    kind text not null,
    constraint student_pair_pkey primary key (partnership_id, student_id),
    constraint student_pair_link unique (partnership_id, student_id, partner_id, kind),
    constraint student_pair_is_mutual
        foreign key (partnership_id, partner_id, student_id, kind)
        references berth.student_pair (partnership_id, student_id, partner_id, kind)
        deferrable initially deferred,
    constraint student_pair_student_known
        foreign key (partnership_id, student_id) references berth.student (partnership_id, student_id),
    constraint student_pair_not_alone check (student_id <> partner_id),
    constraint student_pair_kind_known check (kind in ('car_share', 'couple'))
);

-- Equal ranks are ties; 1 is the first choice.
create table berth.preference (
    partnership_id uuid not null,
    student_id uuid not null,
    placement_id uuid not null,
    rank smallint not null,
    constraint preference_pkey primary key (partnership_id, student_id, placement_id),
    constraint preference_student_known
        foreign key (partnership_id, student_id) references berth.student (partnership_id, student_id),
    constraint preference_placement_known
        foreign key (partnership_id, placement_id) references berth.placement (partnership_id, placement_id),
    constraint preference_rank_from_one check (rank >= 1)
);

create index preference_of_placement on berth.preference (partnership_id, placement_id);

-- Band 1 is whom the host would like best.
create table berth.host_preference (
    partnership_id uuid not null,
    placement_id uuid not null,
    student_id uuid not null,
    band smallint not null,
    constraint host_preference_pkey primary key (partnership_id, placement_id, student_id),
    constraint host_preference_placement_known
        foreign key (partnership_id, placement_id) references berth.placement (partnership_id, placement_id),
    constraint host_preference_student_known
        foreign key (partnership_id, student_id) references berth.student (partnership_id, student_id),
    constraint host_preference_band_from_one check (band >= 1)
);

create index host_preference_of_student on berth.host_preference (partnership_id, student_id);

-- Minutes one way, where somebody measured them; everywhere else they are estimated.
create table berth.travel (
    partnership_id uuid not null,
    student_id uuid not null,
    placement_id uuid not null,
    mode text not null,
    minutes smallint not null,
    constraint travel_pkey primary key (partnership_id, student_id, placement_id, mode),
    constraint travel_student_known
        foreign key (partnership_id, student_id) references berth.student (partnership_id, student_id),
    constraint travel_placement_known
        foreign key (partnership_id, placement_id) references berth.placement (partnership_id, placement_id),
    constraint travel_mode_known check (mode in ('car', 'public_transport')),
    constraint travel_minutes_sensible check (minutes between 0 and 1440)
);

create index travel_of_placement on berth.travel (partnership_id, placement_id);

-- What passed between us and a host about a term, as dated facts: who has not answered, and what was offered, is read
-- from the last of them.
create table berth.placement_request (
    partnership_id uuid not null,
    organisation_id uuid not null,
    term_id uuid not null,
    sequence integer not null,
    kind text not null,
    happened_on date not null,
    places_asked integer,
    answer text,
    places_offered integer,
    note text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint placement_request_pkey primary key (partnership_id, organisation_id, term_id, sequence),
    constraint placement_request_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint placement_request_term_known
        foreign key (partnership_id, term_id) references berth.placement_term (partnership_id, term_id),
    constraint placement_request_kind_known check (kind in ('asked', 'reminded', 'answered')),
    constraint placement_request_in_known_years check (happened_on >= date '2012-01-01'),
    constraint placement_request_asks_for_places
        check ((kind = 'asked') = (places_asked is not null) and places_asked >= 1),
    constraint placement_request_answered
        check ((kind = 'answered') = (answer is not null) and answer in ('willing', 'unwilling', 'later')),
    constraint placement_request_offers_when_willing
        check ((places_offered is not null) = (answer is not distinct from 'willing') and places_offered >= 0)
);

create index placement_request_of_term on berth.placement_request (partnership_id, term_id);

create trigger placement_request_append_only before update or delete on berth.placement_request
    for each row execute function berth.refuse_change();
create trigger placement_request_no_truncate before truncate on berth.placement_request
    for each statement execute function berth.refuse_change();

alter table berth.placement_term enable row level security;
alter table berth.placement_term force row level security;
create policy placement_term_own on berth.placement_term
    using (partnership_id = berth.current_partnership());

-- What belongs to one organisation: a host sees its own offers and educators, a university its own students.
alter table berth.practice_educator enable row level security;
alter table berth.practice_educator force row level security;
create policy practice_educator_own on berth.practice_educator
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.placement enable row level security;
alter table berth.placement force row level security;
create policy placement_own on berth.placement
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.student enable row level security;
alter table berth.student force row level security;
create policy student_own on berth.student
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.placement_request enable row level security;
alter table berth.placement_request force row level security;
create policy placement_request_own on berth.placement_request
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

-- What belongs to a placement: the host's.
alter table berth.placement_adjustment enable row level security;
alter table berth.placement_adjustment force row level security;
create policy placement_adjustment_own on berth.placement_adjustment
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.placement as seen
                where seen.partnership_id = placement_adjustment.partnership_id
                  and seen.placement_id = placement_adjustment.placement_id
             ))
    );

alter table berth.host_preference enable row level security;
alter table berth.host_preference force row level security;
create policy host_preference_own on berth.host_preference
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.placement as seen
                where seen.partnership_id = host_preference.partnership_id
                  and seen.placement_id = host_preference.placement_id
             ))
    );

-- What belongs to a student: the university's, and no host's.
alter table berth.student_adjustment enable row level security;
alter table berth.student_adjustment force row level security;
create policy student_adjustment_own on berth.student_adjustment
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.student as seen
                where seen.partnership_id = student_adjustment.partnership_id
                  and seen.student_id = student_adjustment.student_id
             ))
    );

alter table berth.student_conflict enable row level security;
alter table berth.student_conflict force row level security;
create policy student_conflict_own on berth.student_conflict
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.student as seen
                where seen.partnership_id = student_conflict.partnership_id
                  and seen.student_id = student_conflict.student_id
             ))
    );

alter table berth.student_prior_setting enable row level security;
alter table berth.student_prior_setting force row level security;
create policy student_prior_setting_own on berth.student_prior_setting
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.student as seen
                where seen.partnership_id = student_prior_setting.partnership_id
                  and seen.student_id = student_prior_setting.student_id
             ))
    );

alter table berth.student_pair enable row level security;
alter table berth.student_pair force row level security;
create policy student_pair_own on berth.student_pair
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.student as seen
                where seen.partnership_id = student_pair.partnership_id
                  and seen.student_id = student_pair.student_id
             ))
    );

alter table berth.preference enable row level security;
alter table berth.preference force row level security;
create policy preference_own on berth.preference
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.student as seen
                where seen.partnership_id = preference.partnership_id
                  and seen.student_id = preference.student_id
             ))
    );

alter table berth.travel enable row level security;
alter table berth.travel force row level security;
create policy travel_own on berth.travel
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.student as seen
                where seen.partnership_id = travel.partnership_id
                  and seen.student_id = travel.student_id
             ))
    );

grant select, insert, update on
    berth.placement_term, berth.practice_educator, berth.placement, berth.student
to berth_app;
-- What somebody would like can be taken back; the audit keeps what it was.
grant select, insert, update, delete on berth.preference, berth.host_preference, berth.travel to berth_app;
grant select, insert on berth.placement_request to berth_app;
-- Lists of a record: a changed list is written anew, and its record's audit says what it was.
grant select, insert, update, delete on
    berth.placement_adjustment, berth.student_adjustment, berth.student_conflict, berth.student_prior_setting,
    berth.student_pair
to berth_app;
