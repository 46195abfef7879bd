-- The roles of a Berth database. They belong to the server, not to one database, so this runs before the
-- migrations, by somebody who may create roles, and may run again.
--   berth_owner    owns the schema and migrates it; no bypass of row security
--   berth_app      what the program runs as: no DDL, owns nothing
--   berth_report   reads views made for reports
--   berth_sign_in  owns the functions that look across partnerships before an actor is known; nobody logs in as it
--   berth_backup   reads every row of every partnership for pg_dump, and may do nothing else
do $$
begin
    if not exists (select from pg_roles where rolname = 'berth_owner') then
        create role berth_owner login nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'berth_app') then
        create role berth_app login nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'berth_report') then
        create role berth_report login nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'berth_sign_in') then
        create role berth_sign_in nologin nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
    -- A dump by anybody whom row security holds is refused, or, told to go on, is a file without rows. Some hosts give
    -- nobody a way around row security; there the backups are the host's own.
    if not exists (select from pg_roles where rolname = 'berth_backup') then
        begin
            create role berth_backup login nosuperuser nocreatedb nocreaterole bypassrls;
        exception when insufficient_privilege then
            raise notice 'berth_backup is not made: only a superuser may let a role read past row security';
        end;
    end if;
    if exists (select from pg_roles where rolname = 'berth_backup') then
        grant pg_read_all_data to berth_backup;
    end if;
end
$$;

-- The owner hands the sign-in functions over when it migrates, so it has to be a member of the role that gets them.
grant berth_sign_in to berth_owner;

-- Timeouts that hold however somebody connects; the program sets its own, shorter ones.
alter role berth_app set statement_timeout = '10min';
alter role berth_app set lock_timeout = '30s';
alter role berth_app set idle_in_transaction_session_timeout = '5min';
alter role berth_report set statement_timeout = '2min';
alter role berth_report set lock_timeout = '5s';
alter role berth_report set idle_in_transaction_session_timeout = '1min';
alter role berth_owner set lock_timeout = '30s';
alter role berth_owner set idle_in_transaction_session_timeout = '5min';
