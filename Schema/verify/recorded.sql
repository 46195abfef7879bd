-- Making a partnership is recorded in it, so each has a first event. Where one has none its rows are gone, as they are
-- in a database that was restored from a dump made under row security.
do $$
declare
    place record;
begin
    for place in select partnership.partnership_id, partnership.code from berth.partnership loop
        perform set_config('berth.partnership_id', place.partnership_id::text, true);
        if not exists (
            select from berth.audit_event as event where event.partnership_id = place.partnership_id
        ) then
            raise exception 'no audit of the partnership %: its rows are gone; restore a backup by berth db backup',
                place.code;
        end if;
    end loop;
end
$$;
