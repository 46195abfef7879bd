-- Reference data: the same for every partnership, loaded from seeds/reference by the owner, read by everybody. What a
-- report may rest on is kept in versions: a load closes what differs or has left and adds what is new, so that a report
-- about an earlier moment finds what stood then. What was there from the first, and what belongs to a rule or a pathway
-- that no report can have known, counts since ever.

create table berth.bank_holiday (
    division text not null,
    held_on date not null,
    title text not null,
    notes text not null default '',
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint bank_holiday_pkey primary key (division, held_on, superseded_at),
    constraint bank_holiday_division_known
        check (division in ('england-and-wales', 'scotland', 'northern-ireland')),
    constraint bank_holiday_superseded_after_recorded check (superseded_at >= recorded_at)
);

create table berth.country (
    country_code char(3) not null,
    name text not null,
    constraint country_pkey primary key (country_code),
    constraint country_code_is_alpha_3 check (country_code ~ '^[A-Z]{3}$')
);

-- Lists of countries with dates, such as the World Health Organization's safeguard list.
create table berth.country_list_entry (
    list_code text not null,
    country_code char(3) not null,
    effective_from date not null,
    effective_to date,
    source text not null,
    checked_on date not null,
    note text not null default '',
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint country_list_entry_pkey primary key (list_code, country_code, effective_from, superseded_at),
    constraint country_list_entry_country_known
        foreign key (country_code) references berth.country (country_code),
    constraint country_list_entry_superseded_after_recorded check (superseded_at >= recorded_at),
    constraint country_list_entry_listed_once
        exclude using gist (
            list_code with =, country_code with =, daterange(effective_from, effective_to, '[]') with &&
        ) where (superseded_at = 'infinity')
);

-- The rules that there have ever been.
create table berth.rule_name (
    rule_key text not null,
    constraint rule_name_pkey primary key (rule_key)
);

-- Rules change: each value has the dates between which it held, where it was published, and when somebody looked.
create table berth.rule (
    rule_key text not null,
    effective_from date not null,
    effective_to date,
    value text not null,
    unit text not null,
    source text not null,
    checked_on date not null,
    note text not null default '',
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint rule_pkey primary key (rule_key, effective_from, superseded_at),
    constraint rule_named foreign key (rule_key) references berth.rule_name (rule_key),
    constraint rule_ends_after_it_starts check (effective_to is null or effective_to >= effective_from),
    constraint rule_superseded_after_recorded check (superseded_at >= recorded_at),
    constraint rule_one_value_a_day
        exclude using gist (
            rule_key with =, daterange(effective_from, effective_to, '[]') with &&
        ) where (superseded_at = 'infinity')
);

-- The milestones and the pathways that there have ever been.
create table berth.milestone (
    milestone_code text not null,
    constraint milestone_pkey primary key (milestone_code),
    constraint milestone_code_is_a_code check (milestone_code ~ '^[a-z][a-z0-9_]*$')
);

create table berth.pathway (
    pathway_code text not null,
    constraint pathway_pkey primary key (pathway_code),
    constraint pathway_code_is_a_code check (pathway_code ~ '^[a-z][a-z0-9_]*$')
);

create table berth.pathway_version (
    pathway_code text not null,
    name text not null,
    role text not null,
    source text not null default '',
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint pathway_version_pkey primary key (pathway_code, superseded_at),
    constraint pathway_version_pathway_known
        foreign key (pathway_code) references berth.pathway (pathway_code),
    constraint pathway_version_superseded_after_recorded check (superseded_at >= recorded_at)
);

create table berth.milestone_definition (
    pathway_code text not null,
    milestone_code text not null,
    name text not null,
    position smallint not null,
    actor text not null,
    waiting_on text not null,
    usual_amount smallint not null,
    usual_unit text not null,
    source text not null default '',
    note text not null default '',
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint milestone_definition_pkey primary key (pathway_code, milestone_code, superseded_at),
    constraint milestone_definition_pathway_known
        foreign key (pathway_code) references berth.pathway (pathway_code),
    constraint milestone_definition_milestone_known
        foreign key (milestone_code) references berth.milestone (milestone_code),
    constraint milestone_definition_duration_not_negative check (usual_amount >= 0),
    constraint milestone_definition_superseded_after_recorded check (superseded_at >= recorded_at)
);

create unique index milestone_definition_position_taken
    on berth.milestone_definition (pathway_code, position) where superseded_at = 'infinity';

create table berth.milestone_prerequisite (
    pathway_code text not null,
    milestone_code text not null,
    prerequisite_code text not null,
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    constraint milestone_prerequisite_pkey
        primary key (pathway_code, milestone_code, prerequisite_code, superseded_at),
    constraint milestone_prerequisite_pathway_known
        foreign key (pathway_code) references berth.pathway (pathway_code),
    constraint milestone_prerequisite_milestone_known
        foreign key (milestone_code) references berth.milestone (milestone_code),
    constraint milestone_prerequisite_prerequisite_known
        foreign key (prerequisite_code) references berth.milestone (milestone_code),
    constraint milestone_prerequisite_not_itself check (milestone_code <> prerequisite_code),
    constraint milestone_prerequisite_superseded_after_recorded check (superseded_at >= recorded_at)
);

-- Why somebody withdrew or was rejected, and whatever else is decided with a reason: a code, so that the reasons can be
-- counted.
create table berth.reason_code (
    decision text not null,
    reason_code text not null,
    name text not null,
    constraint reason_code_pkey primary key (decision, reason_code),
    constraint reason_code_decision_known check (decision ~ '^[a-z][a-z0-9_]*$')
);

create trigger bank_holiday_superseded_only before update on berth.bank_holiday
    for each row execute function berth.close_version_only();
create trigger bank_holiday_no_delete before delete on berth.bank_holiday
    for each row execute function berth.refuse_change();
create trigger bank_holiday_no_truncate before truncate on berth.bank_holiday
    for each statement execute function berth.refuse_change();

create trigger country_list_entry_superseded_only before update on berth.country_list_entry
    for each row execute function berth.close_version_only();
create trigger country_list_entry_no_delete before delete on berth.country_list_entry
    for each row execute function berth.refuse_change();
create trigger country_list_entry_no_truncate before truncate on berth.country_list_entry
    for each statement execute function berth.refuse_change();

create trigger rule_superseded_only before update on berth.rule
    for each row execute function berth.close_version_only();
create trigger rule_no_delete before delete on berth.rule
    for each row execute function berth.refuse_change();
create trigger rule_no_truncate before truncate on berth.rule
    for each statement execute function berth.refuse_change();

create trigger pathway_version_superseded_only before update on berth.pathway_version
    for each row execute function berth.close_version_only();
create trigger pathway_version_no_delete before delete on berth.pathway_version
    for each row execute function berth.refuse_change();
create trigger pathway_version_no_truncate before truncate on berth.pathway_version
    for each statement execute function berth.refuse_change();

create trigger milestone_definition_superseded_only before update on berth.milestone_definition
    for each row execute function berth.close_version_only();
create trigger milestone_definition_no_delete before delete on berth.milestone_definition
    for each row execute function berth.refuse_change();
create trigger milestone_definition_no_truncate before truncate on berth.milestone_definition
    for each statement execute function berth.refuse_change();

create trigger milestone_prerequisite_superseded_only before update on berth.milestone_prerequisite
    for each row execute function berth.close_version_only();
create trigger milestone_prerequisite_no_delete before delete on berth.milestone_prerequisite
    for each row execute function berth.refuse_change();
create trigger milestone_prerequisite_no_truncate before truncate on berth.milestone_prerequisite
    for each statement execute function berth.refuse_change();

grant select on
    berth.bank_holiday, berth.country, berth.country_list_entry, berth.rule_name, berth.rule, berth.milestone,
    berth.pathway, berth.pathway_version, berth.milestone_definition, berth.milestone_prerequisite,
    berth.reason_code
to berth_app;
