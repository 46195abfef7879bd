-- Facts, snapshots and audit events: nobody is granted to change one, and triggers refuse it to the owner too.
do $$
declare
    append_only constant text[] := array[
        'apprenticeship_event', 'audit_event', 'candidate_event', 'milestone_fact', 'off_the_job_hours',
        'placement_request', 'post', 'post_reservation', 'practice_day', 'practice_event', 'practice_payment', 'report_return', 'round_event',
        'round_snapshot', 'training_approval'];
    versions constant text[] := array[
        'apprenticeship_standard', 'apprenticeship_version', 'assignment', 'bank_holiday', 'country_list_entry',
        'employment_start', 'headcount', 'levy_movement', 'milestone_definition', 'milestone_prerequisite',
        'pathway_version', 'post_version', 'role_route', 'rule', 'workforce_comparator', 'workforce_return'];
    found text;
begin
    select string_agg(listed.name, ', ') into found
    from unnest(append_only) as listed (name)
    where (
        select count(*)
        from pg_trigger as trigger
        join pg_proc as function on function.oid = trigger.tgfoid and function.proname = 'refuse_change'
        where trigger.tgrelid = ('berth.' || listed.name)::regclass and trigger.tgenabled = 'O'
    ) < 2;
    if found is not null then
        raise exception 'not append-only: %', found;
    end if;

    select string_agg(listed.name, ', ') into found
    from unnest(versions) as listed (name)
    where (
        select count(*) filter (where function.proname = 'close_version_only') <> 1
               or count(*) filter (where function.proname = 'refuse_change') <> 2
        from pg_trigger as trigger
        join pg_proc as function on function.oid = trigger.tgfoid
        where trigger.tgrelid = ('berth.' || listed.name)::regclass and trigger.tgenabled = 'O'
    );
    if found is not null then
        raise exception 'versions that may be rewritten: %', found;
    end if;

    select string_agg(listed.name || ' to ' || role.rolname, ', ') into found
    from unnest(append_only) as listed (name)
    cross join pg_roles as role
    where role.rolname in ('berth_app', 'berth_report', 'berth_sign_in')
      and (has_table_privilege(role.oid, ('berth.' || listed.name)::regclass, 'update')
           or has_table_privilege(role.oid, ('berth.' || listed.name)::regclass, 'delete')
           or has_table_privilege(role.oid, ('berth.' || listed.name)::regclass, 'truncate'));
    if found is not null then
        raise exception 'somebody may change facts: %', found;
    end if;
end
$$;
