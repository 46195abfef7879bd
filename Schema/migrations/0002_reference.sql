-- Reference data: the same for every partnership, loaded from seeds/reference by the owner, read by everybody.

create table berth.bank_holiday (
    division text not null,
    held_on date not null,
    title text not null,
    notes text not null default '',
    constraint bank_holiday_pkey primary key (division, held_on),
    constraint bank_holiday_division_known
        check (division in ('england-and-wales', 'scotland', 'northern-ireland'))
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
    effective daterange not null,
    source text not null,
    checked_on date not null,
    note text not null default '',
    constraint country_list_entry_pkey primary key (list_code, country_code, effective),
    constraint country_list_entry_country_known
        foreign key (country_code) references berth.country (country_code),
    constraint country_list_entry_listed_once
        exclude using gist (list_code with =, country_code with =, effective with &&)
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
    constraint rule_pkey primary key (rule_key, effective_from),
    constraint rule_ends_after_it_starts check (effective_to is null or effective_to >= effective_from),
    -- lower() changes nothing about these keys, but keeps this index from being chosen where a rule is looked up by its
    -- key: it takes four times as long as the primary key, and every foreign key to a rule looks one up.
    constraint rule_one_value_a_day
        exclude using gist (lower(rule_key) with =, daterange(effective_from, effective_to, '[]') with &&)
);

create table berth.milestone (
    milestone_code text not null,
    constraint milestone_pkey primary key (milestone_code),
    constraint milestone_code_is_a_code check (milestone_code ~ '^[a-z][a-z0-9_]*$')
);

create table berth.pathway (
    pathway_code text not null,
    name text not null,
    role text not null,
    source text not null default '',
    constraint pathway_pkey primary key (pathway_code),
    constraint pathway_code_is_a_code check (pathway_code ~ '^[a-z][a-z0-9_]*$')
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
    constraint milestone_definition_pkey primary key (pathway_code, milestone_code),
    constraint milestone_definition_position_taken unique (pathway_code, position) deferrable initially deferred,
    constraint milestone_definition_pathway_known
        foreign key (pathway_code) references berth.pathway (pathway_code),
    constraint milestone_definition_milestone_known
        foreign key (milestone_code) references berth.milestone (milestone_code),
    constraint milestone_definition_duration_not_negative check (usual_amount >= 0)
);

create table berth.milestone_prerequisite (
    pathway_code text not null,
    milestone_code text not null,
    prerequisite_code text not null,
    constraint milestone_prerequisite_pkey primary key (pathway_code, milestone_code, prerequisite_code),
    constraint milestone_prerequisite_milestone_known
        foreign key (pathway_code, milestone_code)
        references berth.milestone_definition (pathway_code, milestone_code),
    constraint milestone_prerequisite_prerequisite_known
        foreign key (pathway_code, prerequisite_code)
        references berth.milestone_definition (pathway_code, milestone_code),
    constraint milestone_prerequisite_not_itself check (milestone_code <> prerequisite_code)
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

grant select on
    berth.bank_holiday, berth.country, berth.country_list_entry, berth.rule, berth.milestone, berth.pathway,
    berth.milestone_definition, berth.milestone_prerequisite, berth.reason_code
to berth_app;
