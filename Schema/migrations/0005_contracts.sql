-- Contracts with suppliers and the rounds of recruitment under them.

create table berth.contract (
    partnership_id uuid not null,
    contract_id uuid not null,
    organisation_id uuid not null,
    reference text not null,
    title text not null,
    supplier text,
    bid_opened_on date,
    awarded_on date,
    starts_on date,
    ends_on date,
    ended_on date,
    end_reason text,
    fee_per_starter_pence bigint,
    rebate_days integer,
    version integer not null default 1,
    constraint contract_pkey primary key (partnership_id, contract_id),
    constraint contract_reference_taken unique (partnership_id, reference),
    constraint contract_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint contract_reference_is_plain check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
    constraint contract_title_given check (title ~ '\S'),
    constraint contract_awarded_after_bid check (awarded_on >= bid_opened_on),
    constraint contract_ends_after_it_starts check (ends_on >= starts_on),
    constraint contract_ended_after_award check (ended_on >= awarded_on),
    constraint contract_ended_with_a_reason check ((ended_on is null) = (end_reason is null)),
    constraint contract_fee_not_negative check (fee_per_starter_pence >= 0),
    constraint contract_rebate_days_not_negative check (rebate_days >= 0)
);

create table berth.round (
    partnership_id uuid not null,
    round_id uuid not null,
    contract_id uuid not null,
    organisation_id uuid not null,
    round_no smallint not null,
    target integer not null,
    opens_on date not null,
    due_on date not null,
    counts_at text not null,
    is_option boolean not null default false,
    option_decide_by date,
    option_exercised_on date,
    option_lapsed_on date,
    closed_on date,
    version integer not null default 1,
    constraint round_pkey primary key (partnership_id, round_id),
    constraint round_number_taken unique (partnership_id, contract_id, round_no),
    constraint round_contract_known
        foreign key (partnership_id, contract_id) references berth.contract (partnership_id, contract_id),
    constraint round_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint round_counts_at_known
        foreign key (counts_at) references berth.milestone (milestone_code),
    constraint round_number_from_one check (round_no >= 1),
    constraint round_target_at_least_one check (target >= 1),
    -- Bank holidays are known from 2012 on.
    constraint round_opens_in_known_years check (opens_on >= date '2012-01-01'),
    constraint round_due_after_it_opens check (due_on >= opens_on),
    constraint round_option_follows_a_round check (not is_option or round_no > 1),
    constraint round_option_has_a_decision_date check (is_option = (option_decide_by is not null)),
    constraint round_option_decided_once
        check (option_exercised_on is null or option_lapsed_on is null),
    constraint round_only_an_option_is_decided
        check (is_option or (option_exercised_on is null and option_lapsed_on is null)),
    constraint round_rounds_do_not_overlap
        exclude using gist (
            partnership_id with =, contract_id with =, daterange(opens_on, due_on, '[]') with &&)
        where (option_lapsed_on is null)
);

-- What happened to a round, as dated facts: the state at any date, as known at any moment, is the last of these.
create table berth.round_event (
    partnership_id uuid not null,
    round_id uuid not null,
    sequence integer not null,
    kind text not null,
    happened_on date not null,
    target integer not null,
    opens_on date not null,
    due_on date not null,
    reason text,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint round_event_pkey primary key (partnership_id, round_id, sequence),
    constraint round_event_round_known
        foreign key (partnership_id, round_id) references berth.round (partnership_id, round_id),
    constraint round_event_kind_known
        check (kind in ('opened', 'retargeted', 'option_exercised', 'option_lapsed', 'closed')),
    constraint round_event_reason_given check (kind not in ('retargeted', 'closed') or reason is not null)
);

create trigger round_event_append_only before update or delete on berth.round_event
    for each row execute function berth.refuse_change();
create trigger round_event_no_truncate before truncate on berth.round_event
    for each statement execute function berth.refuse_change();

alter table berth.contract enable row level security;
alter table berth.contract force row level security;
create policy contract_own on berth.contract
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.round enable row level security;
alter table berth.round force row level security;
create policy round_own on berth.round
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or organisation_id = any ((select berth.visible_organisations())::uuid[]))
    );

alter table berth.round_event enable row level security;
alter table berth.round_event force row level security;
create policy round_event_own on berth.round_event
    using (
        partnership_id = berth.current_partnership()
        and ((select berth.sees_every_organisation())
             or exists (
                select from berth.round as seen
                where seen.partnership_id = round_event.partnership_id and seen.round_id = round_event.round_id
             ))
    );

grant select, insert, update on berth.contract, berth.round to berth_app;
grant select, insert on berth.round_event to berth_app;
