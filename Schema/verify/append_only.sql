-- Facts, snapshots and audit events: nobody is granted to change one, and triggers refuse it to the owner too.
do $$
declare
    found text;
begin
    select string_agg(listed.name, ', ') into found
    from (values ('apprenticeship_event'), ('audit_event'), ('candidate_event'), ('milestone_fact'),
                 ('off_the_job_hours'), ('placement_request'), ('report_return'), ('round_event'),
                 ('round_snapshot'), ('training_approval')) as listed (name)
    where (
        select count(*)
        from pg_trigger as trigger
        join pg_proc as function on function.oid = trigger.tgfoid and function.proname = 'refuse_change'
        where trigger.tgrelid = ('berth.' || listed.name)::regclass and trigger.tgenabled = 'O'
    ) < 2;
    if found is not null then
        raise exception 'not append-only: %', found;
    end if;

    select string_agg(class.relname || ' to ' || role.rolname, ', ') into found
    from pg_class as class
    cross join pg_roles as role
    where class.oid in ('berth.apprenticeship_event'::regclass, 'berth.audit_event'::regclass,
                        'berth.candidate_event'::regclass, 'berth.milestone_fact'::regclass,
                        'berth.off_the_job_hours'::regclass, 'berth.placement_request'::regclass,
                        'berth.report_return'::regclass, 'berth.round_event'::regclass,
                        'berth.round_snapshot'::regclass, 'berth.training_approval'::regclass)
      and role.rolname in ('berth_app', 'berth_report', 'berth_sign_in')
      and (has_table_privilege(role.oid, class.oid, 'update') or has_table_privilege(role.oid, class.oid, 'delete')
           or has_table_privilege(role.oid, class.oid, 'truncate'));
    if found is not null then
        raise exception 'somebody may change facts: %', found;
    end if;
end
$$;
