-- Every table of the schema that holds a partnership's rows has row security, forced, with a policy; and its
-- primary key begins with partnership_id, since that is what a distributed database shards by.
do $$
declare
    found text;
begin
    select string_agg(class.relname, ', ' order by class.relname) into found
    from pg_class as class
    join pg_namespace as space on space.oid = class.relnamespace and space.nspname = 'berth'
    where class.relkind in ('r', 'p')
      and (
          class.relname = 'staff_account'
          or exists (
              select from pg_attribute as attribute
              where attribute.attrelid = class.oid and attribute.attname = 'partnership_id'
                and not attribute.attisdropped
          )
      )
      and not (
          class.relrowsecurity and class.relforcerowsecurity
          and exists (select from pg_policy as policy where policy.polrelid = class.oid)
      );
    if found is not null then
        raise exception 'without forced row security: %', found;
    end if;

    select string_agg(constrained.conname, ', ' order by constrained.conname) into found
    from pg_constraint as constrained
    join pg_class as class on class.oid = constrained.conrelid
    join pg_namespace as space on space.oid = class.relnamespace and space.nspname = 'berth'
    join pg_attribute as own
        on own.attrelid = class.oid and own.attname = 'partnership_id' and not own.attisdropped
    where (constrained.contype = 'p' and constrained.conkey[1] <> own.attnum)
       or (constrained.contype in ('u', 'x') and class.relname <> 'partnership'
           and not own.attnum = any (constrained.conkey));
    if found is not null then
        raise exception 'keys without partnership_id: %', found;
    end if;

    select string_agg(constrained.conname, ', ' order by constrained.conname) into found
    from pg_constraint as constrained
    join pg_class as class on class.oid = constrained.conrelid
    join pg_namespace as space on space.oid = class.relnamespace and space.nspname = 'berth'
    join pg_attribute as own
        on own.attrelid = constrained.conrelid and own.attname = 'partnership_id' and not own.attisdropped
    join pg_attribute as other
        on other.attrelid = constrained.confrelid and other.attname = 'partnership_id' and not other.attisdropped
    where constrained.contype = 'f' and not own.attnum = any (constrained.conkey);
    if found is not null then
        raise exception 'foreign keys that leave the partnership: %', found;
    end if;
end
$$;
