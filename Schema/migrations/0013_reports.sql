-- Signed reports: what was said, from which records, by whom and when. A later correction is a further version.

create table berth.report_return (
    partnership_id uuid not null,
    return_id uuid not null,
    reference text not null,
    reference_key text not null generated always as (lower(reference)) stored,
    version integer not null,
    report text not null,
    -- What makes it the same return when it is signed again: the period and the choices, not the moment.
    return_key text not null,
    as_of date not null,
    as_at timestamptz not null,
    parameters jsonb not null,
    -- The report as it was printed, to the byte.
    content bytea not null,
    content_sha256 bytea not null,
    -- SHA-256 of the lines of the records that went in.
    inputs_sha256 bytea not null,
    records integer not null,
    -- The figures by key, each with its value and its records: packed with gzip.
    figures bytea not null,
    -- What differs from the version before.
    difference jsonb,
    reason text,
    signed_by uuid not null,
    signer_name text not null,
    signed_at timestamptz not null,
    constraint report_return_pkey primary key (partnership_id, return_id, version),
    constraint report_return_versions_in_turn unique (partnership_id, report, return_key, version),
    constraint report_return_reference_taken unique (partnership_id, reference_key, version),
    constraint report_return_partnership_known
        foreign key (partnership_id) references berth.partnership (partnership_id),
    constraint report_return_reference_is_plain check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
    constraint report_return_version_from_one check (version >= 1),
    constraint report_return_difference_of_a_later_version check ((version > 1) = (difference is not null)),
    constraint report_return_correction_has_a_reason check (version = 1 or reason is not null)
);

create trigger report_return_append_only before update or delete on berth.report_return
    for each row execute function berth.refuse_change();
create trigger report_return_no_truncate before truncate on berth.report_return
    for each statement execute function berth.refuse_change();

-- A signed report is about every organisation, so only whoever sees all of them sees it.
alter table berth.report_return enable row level security;
alter table berth.report_return force row level security;
create policy report_return_own on berth.report_return
    using (
        partnership_id = berth.current_partnership()
        and (select berth.sees_every_organisation())
    );

grant select, insert on berth.report_return to berth_app;
