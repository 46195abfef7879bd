-- Every constraint has a name of ours, so that the program can turn it into a sentence: none that the database made.
do $$
declare
    found text;
begin
    select string_agg(constrained.conname, ', ' order by constrained.conname) into found
    from pg_constraint as constrained
    join pg_namespace as space on space.oid = constrained.connamespace and space.nspname = 'berth'
    where constrained.conname ~ '(_check[0-9]*|_fkey[0-9]*|_key[0-9]*|_excl[0-9]*)$';
    if found is not null then
        raise exception 'constraints without a name of their own: %', found;
    end if;
end
$$;
