-- Partnerships, their organisations, the people who work the system, and what each may do where.

create table berth.partnership (
    partnership_id uuid not null,
    code text not null,
    name text not null,
    prefix text not null,
    version integer not null default 1,
    constraint partnership_pkey primary key (partnership_id),
    constraint partnership_code_taken unique (code),
    constraint partnership_prefix_taken unique (prefix),
    constraint partnership_code_is_a_code check (code ~ '^[a-z][a-z0-9_]{1,62}$'),
    constraint partnership_prefix_is_letters check (prefix ~ '^[A-Z]{2,5}$'),
    constraint partnership_name_given check (name ~ '\S')
);

create table berth.organisation (
    partnership_id uuid not null,
    organisation_id uuid not null,
    code text not null,
    name text not null,
    kind text not null,
    website text,
    version integer not null default 1,
    constraint organisation_pkey primary key (partnership_id, organisation_id),
    constraint organisation_code_taken unique (partnership_id, code),
    constraint organisation_partnership_known
        foreign key (partnership_id) references berth.partnership (partnership_id),
    constraint organisation_code_is_a_code check (code ~ '^[a-z][a-z0-9_]{1,62}$'),
    -- What stands in the key of a figure where an organisation does: figures of the whole must not be taken for its own.
    constraint organisation_code_not_reserved
        check (code not in ('total', 'role', 'level', 'standard', 'last_year', 'comparators')),
    constraint organisation_name_given check (name ~ '\S'),
    constraint organisation_kind_known check (kind in (
        'council', 'nhs_trust', 'nhs_commissioner', 'police', 'district', 'university', 'voluntary', 'business'))
);

-- One person may work in several partnerships, so an account stands outside them; what it may do is in
-- staff_role, inside.
create table berth.staff_account (
    staff_account_id uuid not null,
    login text not null,
    full_name text not null,
    email text,
    is_installation_admin boolean not null default false,
    archived_at timestamptz,
    version integer not null default 1,
    constraint staff_account_pkey primary key (staff_account_id),
    constraint staff_account_login_taken unique (login),
    constraint staff_account_login_is_a_name check (login ~ '^[a-z][a-z0-9._-]{0,62}$'),
    constraint staff_account_full_name_given check (full_name ~ '\S')
);

create table berth.staff_role (
    partnership_id uuid not null,
    staff_role_id uuid not null,
    staff_account_id uuid not null,
    role text not null,
    organisation_id uuid,
    granted_at timestamptz not null,
    revoked_at timestamptz,
    constraint staff_role_pkey primary key (partnership_id, staff_role_id),
    constraint staff_role_partnership_known
        foreign key (partnership_id) references berth.partnership (partnership_id),
    constraint staff_role_account_known
        foreign key (staff_account_id) references berth.staff_account (staff_account_id),
    constraint staff_role_organisation_known
        foreign key (partnership_id, organisation_id)
        references berth.organisation (partnership_id, organisation_id),
    constraint staff_role_role_known
        check (role in ('admin', 'coordinator', 'manager', 'panel', 'viewer', 'partner')),
    constraint staff_role_has_its_organisation
        check (role not in ('partner', 'panel') or organisation_id is not null),
    constraint staff_role_revoked_after_granted check (revoked_at is null or revoked_at >= granted_at)
);

create unique index staff_role_granted_once
    on berth.staff_role (partnership_id, staff_account_id, role, organisation_id) nulls not distinct
    where revoked_at is null;

create index staff_role_account on berth.staff_role (staff_account_id, partnership_id);

-- Human references are numbered without gaps that matter: one row a kind, taken by update ... returning.
create table berth.counter (
    partnership_id uuid not null,
    kind text not null,
    value bigint not null,
    constraint counter_pkey primary key (partnership_id, kind),
    constraint counter_partnership_known
        foreign key (partnership_id) references berth.partnership (partnership_id),
    constraint counter_not_negative check (value >= 0)
);

alter table berth.partnership enable row level security;
alter table berth.partnership force row level security;
create policy partnership_own on berth.partnership
    using (partnership_id = berth.current_partnership());
create policy partnership_sign_in on berth.partnership for select to berth_sign_in using (true);

alter table berth.organisation enable row level security;
alter table berth.organisation force row level security;
create policy organisation_own on berth.organisation
    using (partnership_id = berth.current_partnership());

alter table berth.staff_account enable row level security;
alter table berth.staff_account force row level security;
create policy staff_account_colleagues on berth.staff_account for select
    using (
        staff_account_id = berth.current_actor()
        or exists (
            select from berth.staff_role as held
            where held.staff_account_id = staff_account.staff_account_id
              and held.partnership_id = berth.current_partnership()
        )
    );
create policy staff_account_added on berth.staff_account for insert
    with check (berth.current_actor() is not null);
create policy staff_account_changed on berth.staff_account for update
    using (
        exists (
            select from berth.staff_role as held
            where held.staff_account_id = staff_account.staff_account_id
              and held.partnership_id = berth.current_partnership()
        )
    );
create policy staff_account_sign_in on berth.staff_account for select to berth_sign_in using (true);
create policy staff_account_first on berth.staff_account for insert to berth_sign_in with check (true);

alter table berth.staff_role enable row level security;
alter table berth.staff_role force row level security;
create policy staff_role_own on berth.staff_role
    using (partnership_id = berth.current_partnership());
create policy staff_role_sign_in on berth.staff_role for select to berth_sign_in using (true);

alter table berth.counter enable row level security;
alter table berth.counter force row level security;
create policy counter_own on berth.counter
    using (partnership_id = berth.current_partnership());

grant select, insert, update on
    berth.partnership, berth.organisation, berth.staff_role, berth.counter
to berth_app;

-- Nobody becomes the administrator of the installation through the program's own role: that column is written by
-- berth.add_first_admin() only.
grant select on berth.staff_account to berth_app;
grant insert (staff_account_id, login, full_name, email) on berth.staff_account to berth_app;
grant update (full_name, email, archived_at, version) on berth.staff_account to berth_app;

grant select on berth.partnership, berth.staff_account, berth.staff_role to berth_sign_in;
grant insert on berth.staff_account to berth_sign_in;
grant create on schema berth to berth_sign_in;

-- Who is this, and where may they work? Asked before an actor is known, so it looks past row security,
-- as a role that can read just these three tables. With a partnership, of the roles only those held there.
create function berth.sign_in(sought_login text, sought_partnership text default null)
    returns table (
        staff_account_id uuid, full_name text, is_installation_admin boolean,
        partnership_id uuid, partnership_code text, partnership_name text, prefix text,
        role text, organisation_id uuid
    )
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
    as $$
        select account.staff_account_id, account.full_name, account.is_installation_admin,
               place.partnership_id, place.code, place.name, place.prefix,
               held.role, held.organisation_id
        from berth.staff_account as account
        left join (
            berth.staff_role as held
            join berth.partnership as place on place.partnership_id = held.partnership_id
        )
            on held.staff_account_id = account.staff_account_id and held.revoked_at is null
           and (sought_partnership is null or place.code = sought_partnership)
        where account.login = sought_login
          and account.archived_at is null
        order by place.code, held.role, held.organisation_id
    $$;

-- The first account of an installation; null when there is one already.
create function berth.add_first_admin(new_id uuid, new_login text, new_full_name text, new_email text) returns uuid
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    as $$
    begin
        -- Two first administrators at once: the second waits here and then finds the first.
        perform pg_advisory_xact_lock(hashtext('berth.first_admin'));
        if exists (select from berth.staff_account) then
            return null;
        end if;
        insert into berth.staff_account (staff_account_id, login, full_name, email, is_installation_admin)
        values (new_id, new_login, new_full_name, new_email, true);
        return new_id;
    end
    $$;

-- Whether an account holds a role in another partnership than the present one.
create function berth.works_elsewhere(account_id uuid) returns boolean
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
    as $$
        select exists (
            select from berth.staff_role as held
            where held.staff_account_id = account_id and held.revoked_at is null
              and held.partnership_id is distinct from berth.current_partnership()
        )
    $$;

alter function berth.sign_in(text, text) owner to berth_sign_in;
alter function berth.add_first_admin(uuid, text, text, text) owner to berth_sign_in;
alter function berth.works_elsewhere(uuid) owner to berth_sign_in;
revoke create on schema berth from berth_sign_in;

revoke all on function berth.sign_in(text, text) from public;
revoke all on function berth.add_first_admin(uuid, text, text, text) from public;
revoke all on function berth.works_elsewhere(uuid) from public;
grant execute on function berth.sign_in(text, text) to berth_app;
grant execute on function berth.add_first_admin(uuid, text, text, text) to berth_app;
grant execute on function berth.works_elsewhere(uuid) to berth_app;
