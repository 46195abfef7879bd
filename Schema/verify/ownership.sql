-- The role the program runs as owns nothing, may not make anything, and has no way around row security.
do $$
declare
    found text;
begin
    select string_agg(class.relname, ', ') into found
    from pg_class as class
    join pg_roles as role on role.oid = class.relowner
    where role.rolname in ('berth_app', 'berth_report');
    if found is not null then
        raise exception 'owned by a role that should own nothing: %', found;
    end if;

    if has_schema_privilege('berth_app', 'berth', 'create') or has_schema_privilege('berth_sign_in', 'berth', 'create') then
        raise exception 'berth_app or berth_sign_in may create in the schema';
    end if;

    select string_agg(role.rolname, ', ') into found
    from pg_roles as role
    where role.rolname in ('berth_owner', 'berth_app', 'berth_report', 'berth_sign_in')
      and (role.rolsuper or role.rolbypassrls or role.rolcreatedb or role.rolcreaterole);
    if found is not null then
        raise exception 'roles with too much power: %', found;
    end if;
end
$$;
