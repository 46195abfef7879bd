-- The schema, who may enter it, and the three settings that say who is asking.

create extension if not exists btree_gist;

create schema berth authorization berth_owner;

grant usage on schema berth to berth_app, berth_report, berth_sign_in;

-- The service layer says `set local berth.partnership_id = '...'`, `berth.actor_id` and `berth.organisations`
-- at the start of every transaction. `set local` and not set_config(): only the former reaches the workers of a
-- distributed database. A session that says nothing gets null here, and row security then shows it nothing.

create function berth.current_partnership() returns uuid
    language sql stable parallel safe
    as $$ select nullif(current_setting('berth.partnership_id', true), '')::uuid $$;

create function berth.current_actor() returns uuid
    language sql stable parallel safe
    as $$ select nullif(current_setting('berth.actor_id', true), '')::uuid $$;

-- True when the actor works for the whole partnership and not for one organisation inside it.
create function berth.sees_every_organisation() returns boolean
    language sql stable parallel safe
    as $$ select coalesce(current_setting('berth.organisations', true), '') = 'all' $$;

-- The organisations whose people the actor may see, when not all of them.
create function berth.visible_organisations() returns uuid[]
    language sql stable parallel safe
    as $$
        select case
            when coalesce(current_setting('berth.organisations', true), '') in ('', 'all') then '{}'::uuid[]
            else string_to_array(current_setting('berth.organisations', true), ',')::uuid[]
        end
    $$;

-- For tables whose rows are facts: nobody changes or removes one, the owner included.
create function berth.refuse_change() returns trigger
    language plpgsql
    as $$
    begin
        raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op)
            using errcode = 'insufficient_privilege';
    end
    $$;

-- For tables whose rows are versions: nothing of one changes but the moment from which the next one stands for it, and
-- that once. A trigger names the generated columns of its table, which have no value yet and follow from the rest.
create function berth.close_version_only() returns trigger
    language plpgsql
    as $$
    declare
        unlooked constant text[] := coalesce(tg_argv, '{}') || array['superseded_at'];
    begin
        if old.superseded_at <> 'infinity'
           or to_jsonb(old) - unlooked is distinct from to_jsonb(new) - unlooked then
            raise exception 'a version of % can only be superseded', tg_table_name
                using errcode = 'insufficient_privilege';
        end if;
        return new;
    end
    $$;
