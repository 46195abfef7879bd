-- What was done, by whom, why, and what it looked like before and after. Append-only, and chained: each event of
-- a subject carries the hash of the one before, the hash is computed by the database from the row itself, and a
-- foreign key holds the chain together. So a changed, inserted or forked event shows, and a removed one unless it was
-- the last of its subject: against that, keep the count that `berth audit verify` prints somewhere else.

create function berth.utf8(input text) returns bytea
    language sql immutable strict parallel safe
    -- Immutable in truth: the encoding of a Berth database is UTF8 and is checked when it is migrated.
    as $$ select convert_to(input, 'UTF8') $$;

-- What the hash of an event is of: every field, in an order and a spelling that two different events cannot share.
create function berth.audit_hash(
    partnership_id uuid, subject_id uuid, sequence integer, subject_kind text, kind text, actor_id uuid,
    actor_name text, reason text, before jsonb, after jsonb, request_id uuid, recorded_at timestamptz,
    previous_hash bytea
) returns bytea
    language sql immutable parallel safe
    as $$
        select sha256(berth.utf8(
            partnership_id::text || '|' || subject_id::text || '|' || sequence::text || '|' || subject_kind
            || '|' || kind || '|' || actor_id::text || '|' || quote_literal(actor_name)
            || '|' || quote_nullable(reason) || '|' || coalesce(before::text, '') || '|'
            || coalesce(after::text, '') || '|' || request_id::text || '|'
            || extract(epoch from recorded_at at time zone 'UTC')::text || '|'
            || coalesce(encode(previous_hash, 'hex'), '')
        ))
    $$;

create table berth.audit_event (
    partnership_id uuid not null,
    subject_id uuid not null,
    sequence integer not null,
    subject_kind text not null,
    kind text not null,
    actor_id uuid not null,
    actor_name text not null,
    reason text,
    before jsonb,
    after jsonb,
    request_id uuid not null,
    recorded_at timestamptz not null,
    previous_sequence integer generated always as (nullif(sequence - 1, 0)) stored,
    previous_hash bytea,
    hash bytea generated always as (
        berth.audit_hash(
            partnership_id, subject_id, sequence, subject_kind, kind, actor_id, actor_name, reason, before, after,
            request_id, recorded_at, previous_hash)
    ) stored,
    constraint audit_event_pkey primary key (partnership_id, subject_id, sequence),
    constraint audit_event_link unique (partnership_id, subject_id, sequence, hash),
    constraint audit_event_follows
        foreign key (partnership_id, subject_id, previous_sequence, previous_hash)
        references berth.audit_event (partnership_id, subject_id, sequence, hash),
    constraint audit_event_starts_or_follows
        check (sequence >= 1 and (previous_hash is null) = (sequence = 1))
);

create trigger audit_event_append_only before update or delete on berth.audit_event
    for each row execute function berth.refuse_change();
create trigger audit_event_no_truncate before truncate on berth.audit_event
    for each statement execute function berth.refuse_change();

alter table berth.audit_event enable row level security;
alter table berth.audit_event force row level security;
create policy audit_event_read on berth.audit_event for select
    using (partnership_id = berth.current_partnership());
create policy audit_event_written on berth.audit_event for insert
    with check (partnership_id = berth.current_partnership() and actor_id = berth.current_actor());

grant select, insert on berth.audit_event to berth_app;
