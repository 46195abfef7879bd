--
-- Name: berth; Type: SCHEMA; Schema: -; Owner: berth_owner
--

CREATE SCHEMA berth;

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

--
-- Name: add_first_admin(uuid, text, text, text); Type: FUNCTION; Schema: berth; Owner: berth_sign_in
--

CREATE FUNCTION berth.add_first_admin(new_id uuid, new_login text, new_full_name text, new_email text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION berth.add_first_admin(new_id uuid, new_login text, new_full_name text, new_email text) OWNER TO berth_sign_in;

--
-- Name: audit_hash(uuid, uuid, integer, text, text, uuid, text, text, jsonb, jsonb, uuid, timestamp with time zone, bytea); Type: FUNCTION; Schema: berth; Owner: berth_owner
--

CREATE FUNCTION berth.audit_hash(partnership_id uuid, subject_id uuid, sequence integer, subject_kind text, kind text, actor_id uuid, actor_name text, reason text, before jsonb, after jsonb, request_id uuid, recorded_at timestamp with time zone, previous_hash bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
        select sha256(berth.utf8(
            partnership_id::text || '|' || subject_id::text || '|' || sequence::text || '|' || subject_kind
            || '|' || kind || '|' || actor_id::text || '|' || quote_literal(actor_name)
            || '|' || quote_nullable(reason) || '|' || coalesce(before::text, '') || '|'
            || coalesce(after::text, '') || '|' || request_id::text || '|'
            || extract(epoch from recorded_at at time zone 'UTC')::text || '|'
            || coalesce(encode(previous_hash, 'hex'), '')
        ))
    $$;

--
-- Name: close_version_only(); Type: FUNCTION; Schema: berth; Owner: berth_owner
--

CREATE FUNCTION berth.close_version_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: current_actor(); Type: FUNCTION; Schema: berth; Owner: berth_owner
--

CREATE FUNCTION berth.current_actor() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('berth.actor_id', true), '')::uuid $$;

--
-- Name: current_partnership(); Type: FUNCTION; Schema: berth; Owner: berth_owner
--

CREATE FUNCTION berth.current_partnership() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('berth.partnership_id', true), '')::uuid $$;

--
-- Name: refuse_change(); Type: FUNCTION; Schema: berth; Owner: berth_owner
--

CREATE FUNCTION berth.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    begin
        raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op)
            using errcode = 'insufficient_privilege';
    end
    $$;

--
-- Name: sees_every_organisation(); Type: FUNCTION; Schema: berth; Owner: berth_owner
--

CREATE FUNCTION berth.sees_every_organisation() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select coalesce(current_setting('berth.organisations', true), '') = 'all' $$;

--
-- Name: sign_in(text, text); Type: FUNCTION; Schema: berth; Owner: berth_sign_in
--

CREATE FUNCTION berth.sign_in(sought_login text, sought_partnership text DEFAULT NULL::text) RETURNS TABLE(staff_account_id uuid, full_name text, is_installation_admin boolean, partnership_id uuid, partnership_code text, partnership_name text, prefix text, role text, organisation_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION berth.sign_in(sought_login text, sought_partnership text) OWNER TO berth_sign_in;

--
-- Name: utf8(text); Type: FUNCTION; Schema: berth; Owner: berth_owner
--

CREATE FUNCTION berth.utf8(input text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ select convert_to(input, 'UTF8') $$;

--
-- Name: visible_organisations(); Type: FUNCTION; Schema: berth; Owner: berth_owner
--

CREATE FUNCTION berth.visible_organisations() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        select case
            when coalesce(current_setting('berth.organisations', true), '') in ('', 'all') then '{}'::uuid[]
            else string_to_array(current_setting('berth.organisations', true), ',')::uuid[]
        end
    $$;

--
-- Name: works_elsewhere(uuid); Type: FUNCTION; Schema: berth; Owner: berth_sign_in
--

CREATE FUNCTION berth.works_elsewhere(account_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        select exists (
            select from berth.staff_role as held
            where held.staff_account_id = account_id and held.revoked_at is null
              and held.partnership_id is distinct from berth.current_partnership()
        )
    $$;

ALTER FUNCTION berth.works_elsewhere(account_id uuid) OWNER TO berth_sign_in;

--
-- Name: apprenticeship; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.apprenticeship (
    partnership_id uuid NOT NULL,
    apprenticeship_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    reference text NOT NULL,
    reference_key text GENERATED ALWAYS AS (lower(reference)) STORED NOT NULL,
    standard_ref text NOT NULL,
    standard_key text GENERATED ALWAYS AS (lower(standard_ref)) STORED NOT NULL,
    training daterange,
    taken_back boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT apprenticeship_reference_is_plain CHECK ((reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text)),
    CONSTRAINT apprenticeship_taken_back_never_started CHECK (((training IS NULL) OR (NOT taken_back)))
);

ALTER TABLE ONLY berth.apprenticeship FORCE ROW LEVEL SECURITY;

--
-- Name: apprenticeship_event; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.apprenticeship_event (
    partnership_id uuid NOT NULL,
    apprenticeship_id uuid NOT NULL,
    sequence integer NOT NULL,
    revision integer NOT NULL,
    event text NOT NULL,
    happened_on date,
    decision text GENERATED ALWAYS AS (
CASE
    WHEN (reason_code IS NOT NULL) THEN ('apprenticeship_'::text || event)
    ELSE NULL::text
END) STORED,
    reason_code text,
    reason text,
    override_reason text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT apprenticeship_event_correction_has_a_reason CHECK (((revision = 1) OR (reason IS NOT NULL))),
    CONSTRAINT apprenticeship_event_first_has_a_day CHECK (((revision > 1) OR (happened_on IS NOT NULL))),
    CONSTRAINT apprenticeship_event_in_known_years CHECK ((happened_on >= '2012-01-01'::date)),
    CONSTRAINT apprenticeship_event_kind_known CHECK ((event = ANY (ARRAY['started'::text, 'break_started'::text, 'returned'::text, 'gateway'::text, 'achieved'::text, 'withdrawn'::text, 'transferred'::text])))
);

ALTER TABLE ONLY berth.apprenticeship_event FORCE ROW LEVEL SECURITY;

--
-- Name: apprenticeship_standard; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.apprenticeship_standard (
    partnership_id uuid NOT NULL,
    standard_id uuid NOT NULL,
    revision integer NOT NULL,
    reference text NOT NULL,
    reference_key text GENERATED ALWAYS AS (lower(reference)) STORED NOT NULL,
    version_no text NOT NULL,
    title text NOT NULL,
    level smallint NOT NULL,
    route text,
    funding_band_pence bigint,
    minimum_hours integer,
    typical_months smallint,
    effective_from date,
    effective_to date,
    note text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT apprenticeship_standard_amounts_not_negative CHECK (((funding_band_pence >= 0) AND (minimum_hours >= 0) AND (typical_months >= 0))),
    CONSTRAINT apprenticeship_standard_ends_after_it_starts CHECK ((effective_to >= effective_from)),
    CONSTRAINT apprenticeship_standard_level_known CHECK (((level >= 2) AND (level <= 7))),
    CONSTRAINT apprenticeship_standard_reference_is_plain CHECK ((reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text)),
    CONSTRAINT apprenticeship_standard_superseded_later CHECK ((superseded_at >= recorded_at)),
    CONSTRAINT apprenticeship_standard_title_given CHECK ((title ~ '\S'::text)),
    CONSTRAINT apprenticeship_standard_version_is_plain CHECK ((version_no ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$'::text))
);

ALTER TABLE ONLY berth.apprenticeship_standard FORCE ROW LEVEL SECURITY;

--
-- Name: apprenticeship_version; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.apprenticeship_version (
    partnership_id uuid NOT NULL,
    apprenticeship_id uuid NOT NULL,
    revision integer NOT NULL,
    terms_no integer NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    name_key text NOT NULL,
    role text NOT NULL,
    was_employee boolean NOT NULL,
    in_maintained_school boolean DEFAULT false NOT NULL,
    provider text,
    mentor text,
    planned_start_on date,
    planned_end_on date,
    price_pence bigint,
    agreed_hours integer,
    hours_reason text,
    wage_scheme text,
    date_of_birth date,
    age_exception boolean DEFAULT false NOT NULL,
    transferred_from text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT apprenticeship_version_amounts_not_negative CHECK (((price_pence >= 0) AND (agreed_hours >= 0))),
    CONSTRAINT apprenticeship_version_born_before_it_starts CHECK ((date_of_birth < planned_start_on)),
    CONSTRAINT apprenticeship_version_ends_after_it_starts CHECK ((planned_end_on >= planned_start_on)),
    CONSTRAINT apprenticeship_version_family_name_given CHECK ((family_name ~ '\S'::text)),
    CONSTRAINT apprenticeship_version_given_name_given CHECK ((given_name ~ '\S'::text)),
    CONSTRAINT apprenticeship_version_in_known_years CHECK ((planned_start_on >= '2012-01-01'::date)),
    CONSTRAINT apprenticeship_version_role_is_a_code CHECK ((role ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT apprenticeship_version_superseded_later CHECK ((superseded_at >= recorded_at))
);

ALTER TABLE ONLY berth.apprenticeship_version FORCE ROW LEVEL SECURITY;

--
-- Name: assignment; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.assignment (
    partnership_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    revision integer NOT NULL,
    organisation_id uuid NOT NULL,
    post_id uuid NOT NULL,
    person_ref text NOT NULL,
    person_key text GENERATED ALWAYS AS (lower(person_ref)) STORED NOT NULL,
    kind text NOT NULL,
    fte integer NOT NULL,
    started_on date NOT NULL,
    ended_on date,
    leaving_reason text,
    destination text,
    candidate_id uuid,
    route text,
    qualified_on date,
    birth_year smallint,
    counted_on date[] DEFAULT '{}'::date[] NOT NULL,
    cases integer[] DEFAULT '{}'::integer[] NOT NULL,
    days_lost integer[] DEFAULT '{}'::integer[] NOT NULL,
    cover_until date,
    cover_plan text,
    exit_themes text[] DEFAULT '{}'::text[] NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT assignment_birth_year_sensible CHECK (((birth_year >= 1900) AND (birth_year <= 2100))),
    CONSTRAINT assignment_cases_not_negative CHECK ((0 <= ALL (cases))),
    CONSTRAINT assignment_counted_by_the_day_recorded CHECK ((((recorded_at AT TIME ZONE 'Europe/London'::text))::date >= ALL (counted_on))),
    CONSTRAINT assignment_counted_while_in_post CHECK (((started_on <= ALL (counted_on)) AND ((ended_on IS NULL) OR (ended_on >= ALL (counted_on))))),
    CONSTRAINT assignment_counts_have_days CHECK (((cardinality(counted_on) = cardinality(cases)) AND (cardinality(counted_on) = cardinality(days_lost)) AND (array_position(counted_on, NULL::date) IS NULL))),
    CONSTRAINT assignment_cover_is_of_agency CHECK (((kind = 'agency'::text) OR ((cover_until IS NULL) AND (cover_plan IS NULL)))),
    CONSTRAINT assignment_days_lost_not_negative CHECK ((0 <= ALL (days_lost))),
    CONSTRAINT assignment_destination_is_a_code CHECK ((destination ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT assignment_ends_after_it_starts CHECK ((ended_on >= started_on)),
    CONSTRAINT assignment_fte_of_one_person CHECK (((fte >= 1) AND (fte <= 10000))),
    CONSTRAINT assignment_kind_known CHECK ((kind = ANY (ARRAY['employee'::text, 'agency'::text]))),
    CONSTRAINT assignment_leaves_when_it_ends CHECK (((ended_on IS NOT NULL) OR ((leaving_reason IS NULL) AND (destination IS NULL) AND (exit_themes = '{}'::text[])))),
    CONSTRAINT assignment_leaving_reason_is_a_code CHECK ((leaving_reason ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT assignment_person_is_plain CHECK ((person_ref ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text)),
    CONSTRAINT assignment_revision_from_one CHECK ((revision >= 1)),
    CONSTRAINT assignment_route_is_a_code CHECK ((route ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT assignment_started_in_known_years CHECK ((started_on >= '1960-01-01'::date)),
    CONSTRAINT assignment_superseded_after_recorded CHECK ((superseded_at >= recorded_at)),
    CONSTRAINT assignment_themes_are_findings CHECK ((exit_themes <@ ARRAY['pandemic'::text, 'shortage'::text, 'interim_staff'::text, 'burnout'::text, 'bureaucracy'::text, 'culture'::text]))
);

ALTER TABLE ONLY berth.assignment FORCE ROW LEVEL SECURITY;

--
-- Name: audit_event; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.audit_event (
    partnership_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    sequence integer NOT NULL,
    subject_kind text NOT NULL,
    kind text NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    reason text,
    before jsonb,
    after jsonb,
    request_id uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    previous_sequence integer GENERATED ALWAYS AS (NULLIF((sequence - 1), 0)) STORED,
    previous_hash bytea,
    hash bytea GENERATED ALWAYS AS (berth.audit_hash(partnership_id, subject_id, sequence, subject_kind, kind, actor_id, actor_name, reason, before, after, request_id, recorded_at, previous_hash)) STORED,
    CONSTRAINT audit_event_starts_or_follows CHECK (((sequence >= 1) AND ((previous_hash IS NULL) = (sequence = 1))))
);

ALTER TABLE ONLY berth.audit_event FORCE ROW LEVEL SECURITY;

--
-- Name: bank_holiday; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.bank_holiday (
    division text NOT NULL,
    held_on date NOT NULL,
    title text NOT NULL,
    notes text DEFAULT ''::text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT bank_holiday_division_known CHECK ((division = ANY (ARRAY['england-and-wales'::text, 'scotland'::text, 'northern-ireland'::text]))),
    CONSTRAINT bank_holiday_superseded_after_recorded CHECK ((superseded_at >= recorded_at))
);

--
-- Name: candidate; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.candidate (
    partnership_id uuid NOT NULL,
    candidate_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    reference text NOT NULL,
    reference_key text GENERATED ALWAYS AS (lower(reference)) STORED NOT NULL,
    pathway_code text NOT NULL,
    role text NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    name_key text NOT NULL,
    date_of_birth date,
    nationality character(3),
    country_of_residence character(3),
    country_of_training character(3),
    email text,
    phone text,
    source text,
    team text,
    registered_on date NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT candidate_family_name_given CHECK ((family_name ~ '\S'::text)),
    CONSTRAINT candidate_given_name_given CHECK ((given_name ~ '\S'::text)),
    CONSTRAINT candidate_reference_is_plain CHECK ((reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text)),
    CONSTRAINT candidate_registered_in_known_years CHECK ((registered_on >= '2012-01-01'::date)),
    CONSTRAINT candidate_role_is_a_code CHECK ((role ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT candidate_source_known CHECK ((source = ANY (ARRAY['agency'::text, 'direct'::text, 'campaign'::text, 'referral'::text])))
);

ALTER TABLE ONLY berth.candidate FORCE ROW LEVEL SECURITY;

--
-- Name: candidate_event; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.candidate_event (
    partnership_id uuid NOT NULL,
    candidate_id uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    happened_on date NOT NULL,
    round_id uuid,
    reason_code text,
    decision text GENERATED ALWAYS AS (
CASE
    WHEN (kind = ANY (ARRAY['withdrawn'::text, 'rejected'::text])) THEN kind
    ELSE NULL::text
END) STORED,
    reason text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT candidate_event_in_known_years CHECK ((happened_on >= '2012-01-01'::date)),
    CONSTRAINT candidate_event_kind_known CHECK ((kind = ANY (ARRAY['registered'::text, 'moved'::text, 'withdrawn'::text, 'rejected'::text, 'reinstated'::text]))),
    CONSTRAINT candidate_event_reason_coded CHECK (((kind = ANY (ARRAY['withdrawn'::text, 'rejected'::text])) = (reason_code IS NOT NULL))),
    CONSTRAINT candidate_event_reason_given CHECK (((kind <> ALL (ARRAY['moved'::text, 'reinstated'::text])) OR (reason IS NOT NULL)))
);

ALTER TABLE ONLY berth.candidate_event FORCE ROW LEVEL SECURITY;

--
-- Name: contract; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.contract (
    partnership_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    reference text NOT NULL,
    title text NOT NULL,
    supplier text,
    bid_opened_on date,
    awarded_on date,
    starts_on date,
    ends_on date,
    ended_on date,
    end_reason text,
    fee_per_starter_pence bigint,
    rebate_days integer,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT contract_awarded_after_bid CHECK ((awarded_on >= bid_opened_on)),
    CONSTRAINT contract_ended_after_award CHECK ((ended_on >= awarded_on)),
    CONSTRAINT contract_ended_with_a_reason CHECK (((ended_on IS NULL) = (end_reason IS NULL))),
    CONSTRAINT contract_ends_after_it_starts CHECK ((ends_on >= starts_on)),
    CONSTRAINT contract_fee_not_negative CHECK ((fee_per_starter_pence >= 0)),
    CONSTRAINT contract_rebate_days_not_negative CHECK ((rebate_days >= 0)),
    CONSTRAINT contract_reference_is_plain CHECK ((reference ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'::text)),
    CONSTRAINT contract_title_given CHECK ((title ~ '\S'::text))
);

ALTER TABLE ONLY berth.contract FORCE ROW LEVEL SECURITY;

--
-- Name: counter; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.counter (
    partnership_id uuid NOT NULL,
    kind text NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT counter_not_negative CHECK ((value >= 0))
);

ALTER TABLE ONLY berth.counter FORCE ROW LEVEL SECURITY;

--
-- Name: country; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.country (
    country_code character(3) NOT NULL,
    name text NOT NULL,
    CONSTRAINT country_code_is_alpha_3 CHECK ((country_code ~ '^[A-Z]{3}$'::text))
);

--
-- Name: country_list_entry; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.country_list_entry (
    list_code text NOT NULL,
    country_code character(3) NOT NULL,
    effective_from date NOT NULL,
    effective_to date,
    source text NOT NULL,
    checked_on date NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT country_list_entry_superseded_after_recorded CHECK ((superseded_at >= recorded_at))
);

--
-- Name: deadline; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.deadline (
    partnership_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    pathway_code text DEFAULT ''::text NOT NULL,
    milestone_code text DEFAULT ''::text NOT NULL,
    subject_kind text NOT NULL,
    organisation_id uuid NOT NULL,
    owner text NOT NULL,
    rule_key text NOT NULL,
    rule_effective_from date NOT NULL,
    inputs jsonb NOT NULL,
    original_due_on date NOT NULL,
    due_on date NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    closed_because text,
    recorded_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT deadline_closed_after_it_opened CHECK ((closed_on >= opened_on)),
    CONSTRAINT deadline_closed_with_a_reason CHECK ((num_nulls(closed_on, closed_because, closed_at) = ANY (ARRAY[0, 3]))),
    CONSTRAINT deadline_kind_known CHECK ((kind = ANY (ARRAY['latest_useful_date'::text, 'option_decide_by'::text, 'practice_due'::text]))),
    CONSTRAINT deadline_names_its_milestone CHECK (((kind = ANY (ARRAY['latest_useful_date'::text, 'practice_due'::text])) = ((pathway_code <> ''::text) AND (milestone_code <> ''::text)))),
    CONSTRAINT deadline_subject_kind_known CHECK ((subject_kind = ANY (ARRAY['round'::text, 'practice'::text])))
);

ALTER TABLE ONLY berth.deadline FORCE ROW LEVEL SECURITY;

--
-- Name: employment_start; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.employment_start (
    partnership_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    revision integer NOT NULL,
    employees_started integer NOT NULL,
    schools_started integer,
    correction_reason text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT employment_start_correction_has_a_reason CHECK (((revision = 1) OR (correction_reason IS NOT NULL))),
    CONSTRAINT employment_start_ends_after_it_starts CHECK ((ends_on >= starts_on)),
    CONSTRAINT employment_start_in_known_years CHECK ((starts_on >= '2012-01-01'::date)),
    CONSTRAINT employment_start_not_negative CHECK ((employees_started >= 0)),
    CONSTRAINT employment_start_schools_within_it CHECK (((schools_started >= 0) AND (schools_started <= employees_started))),
    CONSTRAINT employment_start_superseded_later CHECK ((superseded_at >= recorded_at))
);

ALTER TABLE ONLY berth.employment_start FORCE ROW LEVEL SECURITY;

--
-- Name: headcount; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.headcount (
    partnership_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    measured_on date NOT NULL,
    revision integer NOT NULL,
    headcount integer NOT NULL,
    fte_hundredths bigint,
    schools_headcount integer,
    correction_reason text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT headcount_correction_has_a_reason CHECK (((revision = 1) OR (correction_reason IS NOT NULL))),
    CONSTRAINT headcount_fte_within_it CHECK ((fte_hundredths <= (100 * (headcount)::bigint))),
    CONSTRAINT headcount_in_known_years CHECK ((measured_on >= '2012-01-01'::date)),
    CONSTRAINT headcount_not_negative CHECK (((headcount >= 0) AND (fte_hundredths >= 0))),
    CONSTRAINT headcount_schools_within_it CHECK (((schools_headcount >= 0) AND (schools_headcount <= headcount))),
    CONSTRAINT headcount_superseded_later CHECK ((superseded_at >= recorded_at))
);

ALTER TABLE ONLY berth.headcount FORCE ROW LEVEL SECURITY;

--
-- Name: host_preference; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.host_preference (
    partnership_id uuid NOT NULL,
    placement_id uuid NOT NULL,
    student_id uuid NOT NULL,
    band smallint NOT NULL,
    CONSTRAINT host_preference_band_from_one CHECK ((band >= 1))
);

ALTER TABLE ONLY berth.host_preference FORCE ROW LEVEL SECURITY;

--
-- Name: levy_movement; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.levy_movement (
    partnership_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    month date NOT NULL,
    kind text NOT NULL,
    revision integer NOT NULL,
    amount_pence bigint NOT NULL,
    top_up_pence bigint,
    correction_reason text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT levy_movement_correction_has_a_reason CHECK (((revision = 1) OR (correction_reason IS NOT NULL))),
    CONSTRAINT levy_movement_in_known_years CHECK ((month >= '2012-01-01'::date)),
    CONSTRAINT levy_movement_kind_known CHECK ((kind = ANY (ARRAY['paid_in'::text, 'spent'::text, 'transferred_out'::text]))),
    CONSTRAINT levy_movement_month_begins_on_its_first CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT levy_movement_not_negative CHECK ((amount_pence >= 0)),
    CONSTRAINT levy_movement_superseded_later CHECK ((superseded_at >= recorded_at)),
    CONSTRAINT levy_movement_top_up_within_what_came_in CHECK (((top_up_pence IS NULL) OR ((kind = 'paid_in'::text) AND ((top_up_pence >= 0) AND (top_up_pence <= amount_pence)))))
);

ALTER TABLE ONLY berth.levy_movement FORCE ROW LEVEL SECURITY;

--
-- Name: match_lock; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.match_lock (
    partnership_id uuid NOT NULL,
    student_id uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    placement_id uuid NOT NULL,
    reason text NOT NULL,
    overridden text[] DEFAULT '{}'::text[] NOT NULL,
    price jsonb,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT match_lock_kind_known CHECK ((kind = ANY (ARRAY['locked'::text, 'unlocked'::text]))),
    CONSTRAINT match_lock_reason_given CHECK ((reason ~ '\S'::text))
);

ALTER TABLE ONLY berth.match_lock FORCE ROW LEVEL SECURITY;

--
-- Name: match_placement; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.match_placement (
    partnership_id uuid NOT NULL,
    match_run_id uuid NOT NULL,
    number integer NOT NULL,
    placement_id uuid NOT NULL,
    capacity smallint NOT NULL,
    CONSTRAINT match_placement_capacity_not_negative CHECK ((capacity >= 0)),
    CONSTRAINT match_placement_number_not_negative CHECK ((number >= 0))
);

ALTER TABLE ONLY berth.match_placement FORCE ROW LEVEL SECURITY;

--
-- Name: match_run; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.match_run (
    partnership_id uuid NOT NULL,
    match_run_id uuid NOT NULL,
    term_id uuid NOT NULL,
    reference text NOT NULL,
    reference_key text GENERATED ALWAYS AS (lower(reference)) STORED NOT NULL,
    goal text NOT NULL,
    status text NOT NULL,
    kept_run_id uuid,
    as_of date NOT NULL,
    unplaced integer NOT NULL,
    problems integer NOT NULL,
    rank_sum integer NOT NULL,
    travel_minutes integer NOT NULL,
    moved integer NOT NULL,
    bound jsonb NOT NULL,
    is_exact boolean NOT NULL,
    blocking_pairs integer NOT NULL,
    input_hash bytea NOT NULL,
    instance bytea NOT NULL,
    certificate bytea,
    options jsonb NOT NULL,
    rules jsonb NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    published_by uuid,
    published_at timestamp with time zone,
    superseded_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT match_run_counts_not_negative CHECK (((unplaced >= 0) AND (problems >= 0) AND (rank_sum >= 0) AND (travel_minutes >= 0) AND (moved >= 0) AND (blocking_pairs >= 0))),
    CONSTRAINT match_run_goal_known CHECK ((goal = ANY (ARRAY['lexicographic'::text, 'stable'::text, 'rank_profile'::text, 'worst_off_first'::text]))),
    CONSTRAINT match_run_published_by_another CHECK ((published_by <> created_by)),
    CONSTRAINT match_run_published_by_somebody CHECK (((published_at IS NULL) = (published_by IS NULL))),
    CONSTRAINT match_run_published_when_it_says CHECK (((status <> 'published'::text) OR (published_at IS NOT NULL))),
    CONSTRAINT match_run_reference_is_plain CHECK ((reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text)),
    CONSTRAINT match_run_status_known CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'superseded'::text]))),
    CONSTRAINT match_run_superseded_when_it_says CHECK (((status = 'superseded'::text) = (superseded_at IS NOT NULL)))
);

ALTER TABLE ONLY berth.match_run FORCE ROW LEVEL SECURITY;

--
-- Name: match_student; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.match_student (
    partnership_id uuid NOT NULL,
    match_run_id uuid NOT NULL,
    number integer NOT NULL,
    student_id uuid NOT NULL,
    placement_id uuid,
    rank smallint,
    problems text[] NOT NULL,
    travel_minutes smallint,
    is_locked boolean NOT NULL,
    CONSTRAINT match_student_locked_to_a_place CHECK (((NOT is_locked) OR (placement_id IS NOT NULL))),
    CONSTRAINT match_student_number_not_negative CHECK ((number >= 0)),
    CONSTRAINT match_student_rank_of_a_place CHECK ((((rank IS NOT NULL) = (placement_id IS NOT NULL)) AND (rank >= 1)))
);

ALTER TABLE ONLY berth.match_student FORCE ROW LEVEL SECURITY;

--
-- Name: milestone; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.milestone (
    milestone_code text NOT NULL,
    CONSTRAINT milestone_code_is_a_code CHECK ((milestone_code ~ '^[a-z][a-z0-9_]*$'::text))
);

--
-- Name: milestone_definition; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.milestone_definition (
    pathway_code text NOT NULL,
    milestone_code text NOT NULL,
    name text NOT NULL,
    "position" smallint NOT NULL,
    actor text NOT NULL,
    waiting_on text NOT NULL,
    usual_amount smallint NOT NULL,
    usual_unit text NOT NULL,
    source text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT milestone_definition_duration_not_negative CHECK ((usual_amount >= 0)),
    CONSTRAINT milestone_definition_superseded_after_recorded CHECK ((superseded_at >= recorded_at))
);

--
-- Name: milestone_fact; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.milestone_fact (
    partnership_id uuid NOT NULL,
    subject_id uuid GENERATED ALWAYS AS (COALESCE(candidate_id, practice_id)) STORED NOT NULL,
    candidate_id uuid,
    practice_id uuid,
    milestone_code text NOT NULL,
    revision smallint NOT NULL,
    happened_on date,
    note text,
    override_reason text,
    correction_reason text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT milestone_fact_correction_has_a_reason CHECK (((revision > 1) = (correction_reason IS NOT NULL))),
    CONSTRAINT milestone_fact_first_has_a_date CHECK (((revision > 1) OR (happened_on IS NOT NULL))),
    CONSTRAINT milestone_fact_in_known_years CHECK ((happened_on >= '2012-01-01'::date)),
    CONSTRAINT milestone_fact_of_one_subject CHECK ((num_nonnulls(candidate_id, practice_id) = 1)),
    CONSTRAINT milestone_fact_revision_from_one CHECK ((revision >= 1))
);

ALTER TABLE ONLY berth.milestone_fact FORCE ROW LEVEL SECURITY;

--
-- Name: milestone_prerequisite; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.milestone_prerequisite (
    pathway_code text NOT NULL,
    milestone_code text NOT NULL,
    prerequisite_code text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT milestone_prerequisite_not_itself CHECK ((milestone_code <> prerequisite_code)),
    CONSTRAINT milestone_prerequisite_superseded_after_recorded CHECK ((superseded_at >= recorded_at))
);

--
-- Name: off_the_job_hours; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.off_the_job_hours (
    partnership_id uuid NOT NULL,
    apprenticeship_id uuid NOT NULL,
    month date NOT NULL,
    revision integer NOT NULL,
    minutes integer NOT NULL,
    reason text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT off_the_job_hours_correction_has_a_reason CHECK (((revision = 1) OR (reason IS NOT NULL))),
    CONSTRAINT off_the_job_hours_fit_in_a_month CHECK (((minutes >= 0) AND (minutes <= ((31 * 13) * 60)))),
    CONSTRAINT off_the_job_hours_month_begins_on_its_first CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);

ALTER TABLE ONLY berth.off_the_job_hours FORCE ROW LEVEL SECURITY;

--
-- Name: organisation; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.organisation (
    partnership_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    website text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT organisation_code_is_a_code CHECK ((code ~ '^[a-z][a-z0-9_]{1,62}$'::text)),
    CONSTRAINT organisation_code_not_reserved CHECK ((code <> ALL (ARRAY['total'::text, 'role'::text, 'level'::text, 'standard'::text, 'last_year'::text, 'comparators'::text]))),
    CONSTRAINT organisation_kind_known CHECK ((kind = ANY (ARRAY['council'::text, 'nhs_trust'::text, 'nhs_commissioner'::text, 'police'::text, 'district'::text, 'university'::text, 'voluntary'::text, 'business'::text]))),
    CONSTRAINT organisation_name_given CHECK ((name ~ '\S'::text))
);

ALTER TABLE ONLY berth.organisation FORCE ROW LEVEL SECURITY;

--
-- Name: partnership; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.partnership (
    partnership_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT partnership_code_is_a_code CHECK ((code ~ '^[a-z][a-z0-9_]{1,62}$'::text)),
    CONSTRAINT partnership_name_given CHECK ((name ~ '\S'::text)),
    CONSTRAINT partnership_prefix_is_letters CHECK ((prefix ~ '^[A-Z]{2,5}$'::text))
);

ALTER TABLE ONLY berth.partnership FORCE ROW LEVEL SECURITY;

--
-- Name: pathway; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.pathway (
    pathway_code text NOT NULL,
    CONSTRAINT pathway_code_is_a_code CHECK ((pathway_code ~ '^[a-z][a-z0-9_]*$'::text))
);

--
-- Name: pathway_version; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.pathway_version (
    pathway_code text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    source text DEFAULT ''::text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT pathway_version_superseded_after_recorded CHECK ((superseded_at >= recorded_at))
);

--
-- Name: placement; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.placement (
    partnership_id uuid NOT NULL,
    placement_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    term_id uuid NOT NULL,
    reference text NOT NULL,
    reference_key text GENERATED ALWAYS AS (lower(reference)) STORED NOT NULL,
    team text NOT NULL,
    setting text NOT NULL,
    capacity smallint NOT NULL,
    minimum smallint,
    statutory boolean,
    educator_id uuid,
    educator_stage smallint,
    on_site_supervisor text,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    latitude double precision,
    longitude double precision,
    car_needed boolean,
    audited_until date,
    withdrawn_on date,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT placement_capacity_not_negative CHECK ((capacity >= 0)),
    CONSTRAINT placement_educator_stage_known CHECK ((educator_stage = ANY (ARRAY[1, 2]))),
    CONSTRAINT placement_educator_stage_of_nobody CHECK (((educator_id IS NULL) OR (educator_stage IS NULL))),
    CONSTRAINT placement_ends_after_it_starts CHECK ((ends_on >= starts_on)),
    CONSTRAINT placement_in_known_years CHECK ((starts_on >= '2012-01-01'::date)),
    CONSTRAINT placement_minimum_within_capacity CHECK (((minimum >= 0) AND (minimum <= capacity))),
    CONSTRAINT placement_on_the_map CHECK ((((latitude IS NULL) = (longitude IS NULL)) AND ((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)) AND ((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))),
    CONSTRAINT placement_reference_is_plain CHECK ((reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text)),
    CONSTRAINT placement_setting_is_a_code CHECK ((setting ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT placement_team_given CHECK ((team ~ '\S'::text))
);

ALTER TABLE ONLY berth.placement FORCE ROW LEVEL SECURITY;

--
-- Name: placement_adjustment; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.placement_adjustment (
    partnership_id uuid NOT NULL,
    placement_id uuid NOT NULL,
    adjustment text NOT NULL,
    in_part boolean DEFAULT false NOT NULL,
    CONSTRAINT placement_adjustment_is_a_code CHECK ((adjustment ~ '^[a-z][a-z0-9_]*$'::text))
);

ALTER TABLE ONLY berth.placement_adjustment FORCE ROW LEVEL SECURITY;

--
-- Name: placement_request; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.placement_request (
    partnership_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    term_id uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    happened_on date NOT NULL,
    places_asked integer,
    answer text,
    places_offered integer,
    note text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT placement_request_answered CHECK ((((kind = 'answered'::text) = (answer IS NOT NULL)) AND (answer = ANY (ARRAY['willing'::text, 'unwilling'::text, 'later'::text])))),
    CONSTRAINT placement_request_asks_for_places CHECK ((((kind = 'asked'::text) = (places_asked IS NOT NULL)) AND (places_asked >= 1))),
    CONSTRAINT placement_request_in_known_years CHECK ((happened_on >= '2012-01-01'::date)),
    CONSTRAINT placement_request_kind_known CHECK ((kind = ANY (ARRAY['asked'::text, 'reminded'::text, 'answered'::text]))),
    CONSTRAINT placement_request_offers_when_willing CHECK ((((places_offered IS NOT NULL) = (NOT (answer IS DISTINCT FROM 'willing'::text))) AND (places_offered >= 0)))
);

ALTER TABLE ONLY berth.placement_request FORCE ROW LEVEL SECURITY;

--
-- Name: placement_term; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.placement_term (
    partnership_id uuid NOT NULL,
    term_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    offers_due_on date,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT placement_term_code_is_a_code CHECK ((code ~ '^[a-z0-9][a-z0-9_-]{0,39}$'::text)),
    CONSTRAINT placement_term_ends_after_it_starts CHECK ((ends_on >= starts_on)),
    CONSTRAINT placement_term_in_known_years CHECK ((starts_on >= '2012-01-01'::date)),
    CONSTRAINT placement_term_name_given CHECK ((name ~ '\S'::text)),
    CONSTRAINT placement_term_offers_due_before_its_end CHECK ((offers_due_on <= ends_on))
);

ALTER TABLE ONLY berth.placement_term FORCE ROW LEVEL SECURITY;

--
-- Name: post; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.post (
    partnership_id uuid NOT NULL,
    post_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    reference text NOT NULL,
    reference_key text GENERATED ALWAYS AS (lower(reference)) STORED NOT NULL,
    CONSTRAINT post_reference_is_plain CHECK ((reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text))
);

ALTER TABLE ONLY berth.post FORCE ROW LEVEL SECURITY;

--
-- Name: post_reservation; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.post_reservation (
    partnership_id uuid NOT NULL,
    post_id uuid NOT NULL,
    revision integer NOT NULL,
    organisation_id uuid NOT NULL,
    candidate_id uuid NOT NULL,
    reserved_on date NOT NULL,
    released_on date,
    expected_on date,
    CONSTRAINT post_reservation_in_known_years CHECK ((reserved_on >= '1990-01-01'::date)),
    CONSTRAINT post_reservation_released_after_reserved CHECK ((released_on > reserved_on))
);

ALTER TABLE ONLY berth.post_reservation FORCE ROW LEVEL SECURITY;

--
-- Name: post_version; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.post_version (
    partnership_id uuid NOT NULL,
    post_id uuid NOT NULL,
    revision integer NOT NULL,
    organisation_id uuid NOT NULL,
    title text NOT NULL,
    role text NOT NULL,
    team text,
    fte integer NOT NULL,
    created_on date NOT NULL,
    closed_on date,
    frozen datemultirange DEFAULT '{}'::datemultirange NOT NULL,
    regulator text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT post_version_closed_after_created CHECK ((closed_on >= created_on)),
    CONSTRAINT post_version_created_in_known_years CHECK ((created_on >= '1990-01-01'::date)),
    CONSTRAINT post_version_fte_of_one_post CHECK (((fte >= 1) AND (fte <= 10000))),
    CONSTRAINT post_version_revision_from_one CHECK ((revision >= 1)),
    CONSTRAINT post_version_role_is_a_code CHECK ((role ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT post_version_superseded_after_recorded CHECK ((superseded_at >= recorded_at)),
    CONSTRAINT post_version_title_given CHECK ((title ~ '\S'::text))
);

ALTER TABLE ONLY berth.post_version FORCE ROW LEVEL SECURITY;

--
-- Name: practice; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.practice (
    partnership_id uuid NOT NULL,
    practice_id uuid NOT NULL,
    student_id uuid NOT NULL,
    practice_no smallint NOT NULL,
    placement_id uuid NOT NULL,
    pathway_code text NOT NULL,
    match_run_id uuid,
    reason text,
    overridden text[] DEFAULT '{}'::text[] NOT NULL,
    starts_on date NOT NULL,
    weekdays text NOT NULL,
    unit text NOT NULL,
    required integer NOT NULL,
    placed_on date NOT NULL,
    placed_by uuid NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    ended_on date,
    end_kind text,
    end_decision text GENERATED ALWAYS AS (
CASE end_kind
    WHEN 'broken_down'::text THEN 'practice_broken_down'::text
    WHEN 'withdrawn'::text THEN 'practice_withdrawn'::text
    ELSE NULL::text
END) STORED,
    end_reason_code text,
    ended_by uuid,
    ended_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT practice_by_run_or_with_a_reason CHECK (((num_nonnulls(match_run_id, reason) = 1) AND (reason ~ '\S'::text))),
    CONSTRAINT practice_end_kind_known CHECK ((end_kind = ANY (ARRAY['completed'::text, 'broken_down'::text, 'withdrawn'::text, 'moved'::text]))),
    CONSTRAINT practice_end_reason_coded CHECK (((end_decision IS NOT NULL) = (end_reason_code IS NOT NULL))),
    CONSTRAINT practice_ended_as_a_whole CHECK ((num_nonnulls(ended_on, end_kind, ended_by, ended_at) = ANY (ARRAY[0, 4]))),
    CONSTRAINT practice_in_known_years CHECK ((starts_on >= '2012-01-01'::date)),
    CONSTRAINT practice_number_from_one CHECK ((practice_no >= 1)),
    CONSTRAINT practice_required_positive CHECK ((required > 0)),
    CONSTRAINT practice_unit_known CHECK ((unit = ANY (ARRAY['half_days'::text, 'minutes'::text]))),
    CONSTRAINT practice_weekdays_in_order CHECK (((weekdays ~ '^1?2?3?4?5?$'::text) AND (weekdays <> ''::text)))
);

ALTER TABLE ONLY berth.practice FORCE ROW LEVEL SECURITY;

--
-- Name: practice_day; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.practice_day (
    partnership_id uuid NOT NULL,
    practice_id uuid NOT NULL,
    held_on date NOT NULL,
    revision smallint NOT NULL,
    kind text NOT NULL,
    amount smallint NOT NULL,
    absence text GENERATED ALWAYS AS (
CASE
    WHEN (reason_code IS NOT NULL) THEN 'practice_absent'::text
    ELSE NULL::text
END) STORED,
    reason_code text,
    correction_reason text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT practice_day_absence_has_a_reason CHECK ((((kind <> 'absent'::text) OR (reason_code IS NOT NULL)) AND ((kind <> 'nothing'::text) OR (reason_code IS NULL)))),
    CONSTRAINT practice_day_amount_of_what_was_done CHECK ((((kind = ANY (ARRAY['worked'::text, 'simulated'::text, 'skills'::text])) = (amount > 0)) AND ((amount >= 0) AND (amount <= 1440)))),
    CONSTRAINT practice_day_correction_has_a_reason CHECK (((revision > 1) = (correction_reason IS NOT NULL))),
    CONSTRAINT practice_day_first_says_something CHECK (((revision > 1) OR (kind <> 'nothing'::text))),
    CONSTRAINT practice_day_in_known_years CHECK ((held_on >= '2012-01-01'::date)),
    CONSTRAINT practice_day_kind_known CHECK ((kind = ANY (ARRAY['worked'::text, 'simulated'::text, 'skills'::text, 'absent'::text, 'nothing'::text]))),
    CONSTRAINT practice_day_revision_from_one CHECK ((revision >= 1))
);

ALTER TABLE ONLY berth.practice_day FORCE ROW LEVEL SECURITY;

--
-- Name: practice_educator; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.practice_educator (
    partnership_id uuid NOT NULL,
    educator_id uuid NOT NULL,
    organisation_id uuid,
    reference text NOT NULL,
    reference_key text GENERATED ALWAYS AS (lower(reference)) STORED NOT NULL,
    stage smallint,
    current_until date,
    slots smallint,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT practice_educator_reference_is_plain CHECK ((reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text)),
    CONSTRAINT practice_educator_slots_not_negative CHECK ((slots >= 0)),
    CONSTRAINT practice_educator_stage_known CHECK ((stage = ANY (ARRAY[1, 2])))
);

ALTER TABLE ONLY berth.practice_educator FORCE ROW LEVEL SECURITY;

--
-- Name: practice_event; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.practice_event (
    partnership_id uuid NOT NULL,
    practice_id uuid NOT NULL,
    sequence smallint NOT NULL,
    kind text NOT NULL,
    happened_on date NOT NULL,
    concern_no smallint,
    decision text GENERATED ALWAYS AS (
CASE kind
    WHEN 'interrupted'::text THEN 'practice_interrupted'::text
    WHEN 'concern_raised'::text THEN 'practice_concern'::text
    ELSE NULL::text
END) STORED,
    reason_code text,
    by_kind text,
    note text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT practice_event_by_kind_known CHECK ((((kind = 'concern_raised'::text) = (by_kind IS NOT NULL)) AND (by_kind = ANY (ARRAY['student'::text, 'host'::text, 'university'::text, 'educator'::text])))),
    CONSTRAINT practice_event_in_known_years CHECK ((happened_on >= '2012-01-01'::date)),
    CONSTRAINT practice_event_kind_known CHECK ((kind = ANY (ARRAY['interrupted'::text, 'resumed'::text, 'concern_raised'::text, 'action_agreed'::text, 'concern_escalated'::text, 'concern_resolved'::text]))),
    CONSTRAINT practice_event_note_given CHECK (((kind <> ALL (ARRAY['concern_raised'::text, 'action_agreed'::text])) OR (COALESCE(note, ''::text) ~ '\S'::text))),
    CONSTRAINT practice_event_of_a_concern CHECK (((kind = ANY (ARRAY['interrupted'::text, 'resumed'::text])) = (concern_no IS NULL))),
    CONSTRAINT practice_event_reason_coded CHECK (((decision IS NOT NULL) = (reason_code IS NOT NULL)))
);

ALTER TABLE ONLY berth.practice_event FORCE ROW LEVEL SECURITY;

--
-- Name: practice_payment; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.practice_payment (
    partnership_id uuid NOT NULL,
    practice_id uuid NOT NULL,
    payee text NOT NULL,
    half_days smallint NOT NULL,
    amount_pence integer NOT NULL,
    paid_on date NOT NULL,
    rule_key text NOT NULL,
    rule_effective_from date NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT practice_payment_in_known_years CHECK ((paid_on >= '2012-01-01'::date)),
    CONSTRAINT practice_payment_not_negative CHECK (((half_days >= 0) AND (amount_pence >= 0))),
    CONSTRAINT practice_payment_payee_known CHECK ((payee = ANY (ARRAY['host'::text, 'educator'::text])))
);

ALTER TABLE ONLY berth.practice_payment FORCE ROW LEVEL SECURITY;

--
-- Name: preference; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.preference (
    partnership_id uuid NOT NULL,
    student_id uuid NOT NULL,
    placement_id uuid NOT NULL,
    rank smallint NOT NULL,
    CONSTRAINT preference_rank_from_one CHECK ((rank >= 1))
);

ALTER TABLE ONLY berth.preference FORCE ROW LEVEL SECURITY;

--
-- Name: reason_code; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.reason_code (
    decision text NOT NULL,
    reason_code text NOT NULL,
    name text NOT NULL,
    CONSTRAINT reason_code_decision_known CHECK ((decision ~ '^[a-z][a-z0-9_]*$'::text))
);

--
-- Name: report_return; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.report_return (
    partnership_id uuid NOT NULL,
    return_id uuid NOT NULL,
    reference text NOT NULL,
    reference_key text GENERATED ALWAYS AS (lower(reference)) STORED NOT NULL,
    version integer NOT NULL,
    report text NOT NULL,
    return_key text NOT NULL,
    as_of date NOT NULL,
    as_at timestamp with time zone NOT NULL,
    parameters jsonb NOT NULL,
    content bytea NOT NULL,
    content_sha256 bytea NOT NULL,
    inputs_sha256 bytea NOT NULL,
    records integer NOT NULL,
    figures bytea NOT NULL,
    difference jsonb,
    reason text,
    signed_by uuid NOT NULL,
    signer_name text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    CONSTRAINT report_return_correction_has_a_reason CHECK (((version = 1) OR (reason IS NOT NULL))),
    CONSTRAINT report_return_difference_of_a_later_version CHECK (((version > 1) = (difference IS NOT NULL))),
    CONSTRAINT report_return_reference_is_plain CHECK ((reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text)),
    CONSTRAINT report_return_version_from_one CHECK ((version >= 1))
);

ALTER TABLE ONLY berth.report_return FORCE ROW LEVEL SECURITY;

--
-- Name: role_route; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.role_route (
    role text NOT NULL,
    role_name text NOT NULL,
    standard_ref text NOT NULL,
    leads text NOT NULL,
    organisation_kinds text NOT NULL,
    source text NOT NULL,
    checked_on date NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT role_route_leads_known CHECK ((leads = ANY (ARRAY['to_role'::text, 'towards'::text, 'none'::text]))),
    CONSTRAINT role_route_role_is_a_code CHECK ((role ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT role_route_superseded_after_recorded CHECK ((superseded_at >= recorded_at))
);

--
-- Name: round; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.round (
    partnership_id uuid NOT NULL,
    round_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    round_no smallint NOT NULL,
    target integer NOT NULL,
    opens_on date NOT NULL,
    due_on date NOT NULL,
    counts_at text NOT NULL,
    is_option boolean DEFAULT false NOT NULL,
    option_decide_by date,
    option_exercised_on date,
    option_lapsed_on date,
    closed_on date,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT round_due_after_it_opens CHECK ((due_on >= opens_on)),
    CONSTRAINT round_number_from_one CHECK ((round_no >= 1)),
    CONSTRAINT round_only_an_option_is_decided CHECK ((is_option OR ((option_exercised_on IS NULL) AND (option_lapsed_on IS NULL)))),
    CONSTRAINT round_opens_in_known_years CHECK ((opens_on >= '2012-01-01'::date)),
    CONSTRAINT round_option_decided_once CHECK (((option_exercised_on IS NULL) OR (option_lapsed_on IS NULL))),
    CONSTRAINT round_option_follows_a_round CHECK (((NOT is_option) OR (round_no > 1))),
    CONSTRAINT round_option_has_a_decision_date CHECK ((is_option = (option_decide_by IS NOT NULL))),
    CONSTRAINT round_target_at_least_one CHECK ((target >= 1))
);

ALTER TABLE ONLY berth.round FORCE ROW LEVEL SECURITY;

--
-- Name: round_event; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.round_event (
    partnership_id uuid NOT NULL,
    round_id uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    happened_on date NOT NULL,
    target integer NOT NULL,
    opens_on date NOT NULL,
    due_on date NOT NULL,
    reason text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT round_event_kind_known CHECK ((kind = ANY (ARRAY['opened'::text, 'retargeted'::text, 'option_exercised'::text, 'option_lapsed'::text, 'closed'::text]))),
    CONSTRAINT round_event_reason_given CHECK (((kind <> ALL (ARRAY['retargeted'::text, 'closed'::text])) OR (reason IS NOT NULL)))
);

ALTER TABLE ONLY berth.round_event FORCE ROW LEVEL SECURITY;

--
-- Name: round_snapshot; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.round_snapshot (
    partnership_id uuid NOT NULL,
    round_id uuid NOT NULL,
    as_of date NOT NULL,
    revision integer NOT NULL,
    target integer NOT NULL,
    achieved integer NOT NULL,
    on_course integer NOT NULL,
    at_risk integer NOT NULL,
    will_miss integer NOT NULL,
    lost integer NOT NULL,
    status text NOT NULL,
    candidates jsonb NOT NULL,
    changes jsonb NOT NULL,
    taken_by uuid NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    CONSTRAINT round_snapshot_counts_not_negative CHECK ((LEAST(achieved, on_course, at_risk, will_miss, lost) >= 0)),
    CONSTRAINT round_snapshot_revision_from_one CHECK ((revision >= 1)),
    CONSTRAINT round_snapshot_status_known CHECK ((status = ANY (ARRAY['green'::text, 'amber'::text, 'red'::text])))
);

ALTER TABLE ONLY berth.round_snapshot FORCE ROW LEVEL SECURITY;

--
-- Name: rule; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.rule (
    rule_key text NOT NULL,
    effective_from date NOT NULL,
    effective_to date,
    value text NOT NULL,
    unit text NOT NULL,
    source text NOT NULL,
    checked_on date NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT rule_ends_after_it_starts CHECK (((effective_to IS NULL) OR (effective_to >= effective_from))),
    CONSTRAINT rule_superseded_after_recorded CHECK ((superseded_at >= recorded_at))
);

--
-- Name: rule_name; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.rule_name (
    rule_key text NOT NULL
);

--
-- Name: staff_account; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.staff_account (
    staff_account_id uuid NOT NULL,
    login text NOT NULL,
    full_name text NOT NULL,
    email text,
    is_installation_admin boolean DEFAULT false NOT NULL,
    archived_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT staff_account_full_name_given CHECK ((full_name ~ '\S'::text)),
    CONSTRAINT staff_account_login_is_a_name CHECK ((login ~ '^[a-z][a-z0-9._-]{0,62}$'::text))
);

ALTER TABLE ONLY berth.staff_account FORCE ROW LEVEL SECURITY;

--
-- Name: staff_role; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.staff_role (
    partnership_id uuid NOT NULL,
    staff_role_id uuid NOT NULL,
    staff_account_id uuid NOT NULL,
    role text NOT NULL,
    organisation_id uuid,
    granted_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT staff_role_has_its_organisation CHECK (((role <> ALL (ARRAY['partner'::text, 'panel'::text])) OR (organisation_id IS NOT NULL))),
    CONSTRAINT staff_role_revoked_after_granted CHECK (((revoked_at IS NULL) OR (revoked_at >= granted_at))),
    CONSTRAINT staff_role_role_known CHECK ((role = ANY (ARRAY['admin'::text, 'coordinator'::text, 'manager'::text, 'panel'::text, 'viewer'::text, 'partner'::text])))
);

ALTER TABLE ONLY berth.staff_role FORCE ROW LEVEL SECURITY;

--
-- Name: student; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.student (
    partnership_id uuid NOT NULL,
    student_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    term_id uuid NOT NULL,
    reference text NOT NULL,
    reference_key text GENERATED ALWAYS AS (lower(reference)) STORED NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    name_key text NOT NULL,
    programme text NOT NULL,
    stage text NOT NULL,
    latitude double precision,
    longitude double precision,
    has_car boolean,
    max_travel_minutes smallint,
    days_required smallint,
    dbs_cleared_on date,
    attributes text[] DEFAULT '{}'::text[] NOT NULL,
    withdrawn_on date,
    version integer DEFAULT 1 NOT NULL,
    hours_required smallint,
    CONSTRAINT student_counts_days_or_hours CHECK ((num_nonnulls(days_required, hours_required) <= 1)),
    CONSTRAINT student_days_required_sensible CHECK (((days_required >= 0) AND (days_required <= 400))),
    CONSTRAINT student_family_name_given CHECK ((family_name ~ '\S'::text)),
    CONSTRAINT student_given_name_given CHECK ((given_name ~ '\S'::text)),
    CONSTRAINT student_hours_required_sensible CHECK (((hours_required >= 0) AND (hours_required <= 4600))),
    CONSTRAINT student_max_travel_minutes_sensible CHECK (((max_travel_minutes >= 0) AND (max_travel_minutes <= 1440))),
    CONSTRAINT student_on_the_map CHECK ((((latitude IS NULL) = (longitude IS NULL)) AND ((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)) AND ((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))),
    CONSTRAINT student_programme_given CHECK ((programme ~ '\S'::text)),
    CONSTRAINT student_reference_is_plain CHECK ((reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text)),
    CONSTRAINT student_stage_known CHECK ((stage = ANY (ARRAY['first'::text, 'final'::text])))
);

ALTER TABLE ONLY berth.student FORCE ROW LEVEL SECURITY;

--
-- Name: student_adjustment; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.student_adjustment (
    partnership_id uuid NOT NULL,
    student_id uuid NOT NULL,
    adjustment text NOT NULL,
    CONSTRAINT student_adjustment_is_a_code CHECK ((adjustment ~ '^[a-z][a-z0-9_]*$'::text))
);

ALTER TABLE ONLY berth.student_adjustment FORCE ROW LEVEL SECURITY;

--
-- Name: student_conflict; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.student_conflict (
    partnership_id uuid NOT NULL,
    student_id uuid NOT NULL,
    conflict text NOT NULL,
    CONSTRAINT student_conflict_is_a_code CHECK ((conflict ~ '^[a-z][a-z0-9_]*$'::text))
);

ALTER TABLE ONLY berth.student_conflict FORCE ROW LEVEL SECURITY;

--
-- Name: student_pair; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.student_pair (
    partnership_id uuid NOT NULL,
    student_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    kind text NOT NULL,
    CONSTRAINT student_pair_kind_known CHECK ((kind = ANY (ARRAY['car_share'::text, 'couple'::text]))),
    CONSTRAINT student_pair_not_alone CHECK ((student_id <> partner_id))
);

ALTER TABLE ONLY berth.student_pair FORCE ROW LEVEL SECURITY;

--
-- Name: student_prior_setting; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.student_prior_setting (
    partnership_id uuid NOT NULL,
    student_id uuid NOT NULL,
    setting text NOT NULL,
    organisation text DEFAULT ''::text NOT NULL,
    CONSTRAINT student_prior_setting_is_a_code CHECK ((setting ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT student_prior_setting_organisation_is_a_code CHECK ((organisation ~ '^([a-z][a-z0-9_]*)?$'::text))
);

ALTER TABLE ONLY berth.student_prior_setting FORCE ROW LEVEL SECURITY;

--
-- Name: training_approval; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.training_approval (
    partnership_id uuid NOT NULL,
    apprenticeship_id uuid NOT NULL,
    terms_no integer NOT NULL,
    party text NOT NULL,
    approved_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT training_approval_party_known CHECK ((party = ANY (ARRAY['employer'::text, 'provider'::text])))
);

ALTER TABLE ONLY berth.training_approval FORCE ROW LEVEL SECURITY;

--
-- Name: travel; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.travel (
    partnership_id uuid NOT NULL,
    student_id uuid NOT NULL,
    placement_id uuid NOT NULL,
    mode text NOT NULL,
    minutes smallint NOT NULL,
    CONSTRAINT travel_minutes_sensible CHECK (((minutes >= 0) AND (minutes <= 1440))),
    CONSTRAINT travel_mode_known CHECK ((mode = ANY (ARRAY['car'::text, 'public_transport'::text])))
);

ALTER TABLE ONLY berth.travel FORCE ROW LEVEL SECURITY;

--
-- Name: workforce_comparator; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.workforce_comparator (
    measure text NOT NULL,
    area text NOT NULL,
    as_of date NOT NULL,
    basis text NOT NULL,
    value text NOT NULL,
    published_on date NOT NULL,
    source text NOT NULL,
    checked_on date NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT workforce_comparator_basis_known CHECK ((basis = ANY (ARRAY['posts'::text, 'fte'::text, 'people'::text]))),
    CONSTRAINT workforce_comparator_published_later CHECK ((published_on >= as_of)),
    CONSTRAINT workforce_comparator_superseded_after_recorded CHECK ((superseded_at >= recorded_at)),
    CONSTRAINT workforce_comparator_value_is_a_number CHECK ((value ~ '^[0-9]+([.][0-9]+)?$'::text))
);

--
-- Name: workforce_return; Type: TABLE; Schema: berth; Owner: berth_owner
--

CREATE TABLE berth.workforce_return (
    partnership_id uuid NOT NULL,
    area text NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    as_of date NOT NULL,
    published_on date,
    in_post_fte bigint,
    vacancies_fte bigint,
    agency_fte bigint,
    agency_covering_fte bigint,
    leavers_fte bigint,
    cases bigint,
    case_holders_fte bigint,
    days_lost bigint,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT workforce_return_area_given CHECK ((area ~ '\S'::text)),
    CONSTRAINT workforce_return_covering_within_agency CHECK ((agency_covering_fte <= agency_fte)),
    CONSTRAINT workforce_return_covering_within_vacancies CHECK ((agency_covering_fte <= vacancies_fte)),
    CONSTRAINT workforce_return_not_negative CHECK ((LEAST(in_post_fte, vacancies_fte, agency_fte, agency_covering_fte, leavers_fte, cases, case_holders_fte, days_lost) >= 0)),
    CONSTRAINT workforce_return_of_its_year CHECK ((EXTRACT(year FROM as_of) = (year)::numeric)),
    CONSTRAINT workforce_return_published_later CHECK ((published_on >= as_of)),
    CONSTRAINT workforce_return_revision_from_one CHECK ((revision >= 1)),
    CONSTRAINT workforce_return_superseded_after_recorded CHECK ((superseded_at >= recorded_at)),
    CONSTRAINT workforce_return_year_sensible CHECK (((year >= 1990) AND (year <= 2199)))
);

ALTER TABLE ONLY berth.workforce_return FORCE ROW LEVEL SECURITY;

--
-- Name: apprenticeship_event apprenticeship_event_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship_event
    ADD CONSTRAINT apprenticeship_event_pkey PRIMARY KEY (partnership_id, apprenticeship_id, sequence, revision);

--
-- Name: apprenticeship apprenticeship_one_employer; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship
    ADD CONSTRAINT apprenticeship_one_employer EXCLUDE USING gist (partnership_id WITH =, reference_key WITH =, organisation_id WITH <>) WHERE ((NOT taken_back));

--
-- Name: apprenticeship apprenticeship_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship
    ADD CONSTRAINT apprenticeship_pkey PRIMARY KEY (partnership_id, apprenticeship_id);

--
-- Name: apprenticeship_standard apprenticeship_standard_one_version_a_day; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship_standard
    ADD CONSTRAINT apprenticeship_standard_one_version_a_day EXCLUDE USING gist (partnership_id WITH =, reference_key WITH =, daterange(effective_from, effective_to, '[]'::text) WITH &&) WHERE ((superseded_at = 'infinity'::timestamp with time zone));

--
-- Name: apprenticeship_standard apprenticeship_standard_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship_standard
    ADD CONSTRAINT apprenticeship_standard_pkey PRIMARY KEY (partnership_id, standard_id, revision);

--
-- Name: apprenticeship apprenticeship_training_does_not_overlap; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship
    ADD CONSTRAINT apprenticeship_training_does_not_overlap EXCLUDE USING gist (partnership_id WITH =, reference_key WITH =, training WITH &&);

--
-- Name: apprenticeship_version apprenticeship_version_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship_version
    ADD CONSTRAINT apprenticeship_version_pkey PRIMARY KEY (partnership_id, apprenticeship_id, revision);

--
-- Name: assignment assignment_person_in_post_once; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.assignment
    ADD CONSTRAINT assignment_person_in_post_once EXCLUDE USING gist (partnership_id WITH =, post_id WITH =, person_key WITH =, daterange(started_on, ended_on, '[)'::text) WITH &&) WHERE ((superseded_at = 'infinity'::timestamp with time zone)) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: assignment assignment_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (partnership_id, assignment_id, revision);

--
-- Name: audit_event audit_event_link; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.audit_event
    ADD CONSTRAINT audit_event_link UNIQUE (partnership_id, subject_id, sequence, hash);

--
-- Name: audit_event audit_event_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.audit_event
    ADD CONSTRAINT audit_event_pkey PRIMARY KEY (partnership_id, subject_id, sequence);

--
-- Name: bank_holiday bank_holiday_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.bank_holiday
    ADD CONSTRAINT bank_holiday_pkey PRIMARY KEY (division, held_on, superseded_at);

--
-- Name: candidate_event candidate_event_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate_event
    ADD CONSTRAINT candidate_event_pkey PRIMARY KEY (partnership_id, candidate_id, sequence);

--
-- Name: candidate candidate_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate
    ADD CONSTRAINT candidate_pkey PRIMARY KEY (partnership_id, candidate_id);

--
-- Name: candidate candidate_reference_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate
    ADD CONSTRAINT candidate_reference_taken UNIQUE (partnership_id, reference_key);

--
-- Name: contract contract_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.contract
    ADD CONSTRAINT contract_pkey PRIMARY KEY (partnership_id, contract_id);

--
-- Name: contract contract_reference_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.contract
    ADD CONSTRAINT contract_reference_taken UNIQUE (partnership_id, reference);

--
-- Name: counter counter_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.counter
    ADD CONSTRAINT counter_pkey PRIMARY KEY (partnership_id, kind);

--
-- Name: country_list_entry country_list_entry_listed_once; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.country_list_entry
    ADD CONSTRAINT country_list_entry_listed_once EXCLUDE USING gist (list_code WITH =, country_code WITH =, daterange(effective_from, effective_to, '[]'::text) WITH &&) WHERE ((superseded_at = 'infinity'::timestamp with time zone));

--
-- Name: country_list_entry country_list_entry_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.country_list_entry
    ADD CONSTRAINT country_list_entry_pkey PRIMARY KEY (list_code, country_code, effective_from, superseded_at);

--
-- Name: country country_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.country
    ADD CONSTRAINT country_pkey PRIMARY KEY (country_code);

--
-- Name: deadline deadline_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.deadline
    ADD CONSTRAINT deadline_pkey PRIMARY KEY (partnership_id, subject_id, kind, pathway_code, milestone_code, opened_on, recorded_at);

--
-- Name: employment_start employment_start_counted_once; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.employment_start
    ADD CONSTRAINT employment_start_counted_once EXCLUDE USING gist (partnership_id WITH =, organisation_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((superseded_at = 'infinity'::timestamp with time zone));

--
-- Name: employment_start employment_start_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.employment_start
    ADD CONSTRAINT employment_start_pkey PRIMARY KEY (partnership_id, organisation_id, starts_on, ends_on, revision);

--
-- Name: headcount headcount_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.headcount
    ADD CONSTRAINT headcount_pkey PRIMARY KEY (partnership_id, organisation_id, measured_on, revision);

--
-- Name: host_preference host_preference_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.host_preference
    ADD CONSTRAINT host_preference_pkey PRIMARY KEY (partnership_id, placement_id, student_id);

--
-- Name: levy_movement levy_movement_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.levy_movement
    ADD CONSTRAINT levy_movement_pkey PRIMARY KEY (partnership_id, organisation_id, month, kind, revision);

--
-- Name: match_lock match_lock_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_lock
    ADD CONSTRAINT match_lock_pkey PRIMARY KEY (partnership_id, student_id, sequence);

--
-- Name: match_placement match_placement_once; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_placement
    ADD CONSTRAINT match_placement_once UNIQUE (partnership_id, match_run_id, placement_id);

--
-- Name: match_placement match_placement_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_placement
    ADD CONSTRAINT match_placement_pkey PRIMARY KEY (partnership_id, match_run_id, number);

--
-- Name: match_run match_run_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_run
    ADD CONSTRAINT match_run_pkey PRIMARY KEY (partnership_id, match_run_id);

--
-- Name: match_run match_run_reference_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_run
    ADD CONSTRAINT match_run_reference_taken UNIQUE (partnership_id, reference_key);

--
-- Name: match_student match_student_once; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_student
    ADD CONSTRAINT match_student_once UNIQUE (partnership_id, match_run_id, student_id);

--
-- Name: match_student match_student_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_student
    ADD CONSTRAINT match_student_pkey PRIMARY KEY (partnership_id, match_run_id, number);

--
-- Name: milestone_definition milestone_definition_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_definition
    ADD CONSTRAINT milestone_definition_pkey PRIMARY KEY (pathway_code, milestone_code, superseded_at);

--
-- Name: milestone_fact milestone_fact_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_fact
    ADD CONSTRAINT milestone_fact_pkey PRIMARY KEY (partnership_id, subject_id, milestone_code, revision);

--
-- Name: milestone milestone_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone
    ADD CONSTRAINT milestone_pkey PRIMARY KEY (milestone_code);

--
-- Name: milestone_prerequisite milestone_prerequisite_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_prerequisite
    ADD CONSTRAINT milestone_prerequisite_pkey PRIMARY KEY (pathway_code, milestone_code, prerequisite_code, superseded_at);

--
-- Name: off_the_job_hours off_the_job_hours_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.off_the_job_hours
    ADD CONSTRAINT off_the_job_hours_pkey PRIMARY KEY (partnership_id, apprenticeship_id, month, revision);

--
-- Name: organisation organisation_code_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.organisation
    ADD CONSTRAINT organisation_code_taken UNIQUE (partnership_id, code);

--
-- Name: organisation organisation_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (partnership_id, organisation_id);

--
-- Name: partnership partnership_code_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.partnership
    ADD CONSTRAINT partnership_code_taken UNIQUE (code);

--
-- Name: partnership partnership_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.partnership
    ADD CONSTRAINT partnership_pkey PRIMARY KEY (partnership_id);

--
-- Name: partnership partnership_prefix_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.partnership
    ADD CONSTRAINT partnership_prefix_taken UNIQUE (prefix);

--
-- Name: pathway pathway_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.pathway
    ADD CONSTRAINT pathway_pkey PRIMARY KEY (pathway_code);

--
-- Name: pathway_version pathway_version_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.pathway_version
    ADD CONSTRAINT pathway_version_pkey PRIMARY KEY (pathway_code, superseded_at);

--
-- Name: placement_adjustment placement_adjustment_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement_adjustment
    ADD CONSTRAINT placement_adjustment_pkey PRIMARY KEY (partnership_id, placement_id, adjustment);

--
-- Name: placement placement_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement
    ADD CONSTRAINT placement_pkey PRIMARY KEY (partnership_id, placement_id);

--
-- Name: placement placement_reference_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement
    ADD CONSTRAINT placement_reference_taken UNIQUE (partnership_id, reference_key);

--
-- Name: placement_request placement_request_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement_request
    ADD CONSTRAINT placement_request_pkey PRIMARY KEY (partnership_id, organisation_id, term_id, sequence);

--
-- Name: placement_term placement_term_code_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement_term
    ADD CONSTRAINT placement_term_code_taken UNIQUE (partnership_id, code);

--
-- Name: placement_term placement_term_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement_term
    ADD CONSTRAINT placement_term_pkey PRIMARY KEY (partnership_id, term_id);

--
-- Name: post post_of_organisation; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post
    ADD CONSTRAINT post_of_organisation UNIQUE (partnership_id, post_id, organisation_id);

--
-- Name: post post_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post
    ADD CONSTRAINT post_pkey PRIMARY KEY (partnership_id, post_id);

--
-- Name: post post_reference_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post
    ADD CONSTRAINT post_reference_taken UNIQUE (partnership_id, organisation_id, reference_key);

--
-- Name: post_reservation post_reservation_for_one_at_a_time; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post_reservation
    ADD CONSTRAINT post_reservation_for_one_at_a_time EXCLUDE USING gist (partnership_id WITH =, post_id WITH =, revision WITH =, daterange(reserved_on, released_on, '[)'::text) WITH &&);

--
-- Name: post_reservation post_reservation_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post_reservation
    ADD CONSTRAINT post_reservation_pkey PRIMARY KEY (partnership_id, post_id, revision, reserved_on);

--
-- Name: post_version post_version_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post_version
    ADD CONSTRAINT post_version_pkey PRIMARY KEY (partnership_id, post_id, revision);

--
-- Name: practice_day practice_day_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_day
    ADD CONSTRAINT practice_day_pkey PRIMARY KEY (partnership_id, practice_id, held_on, revision);

--
-- Name: practice_educator practice_educator_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_educator
    ADD CONSTRAINT practice_educator_pkey PRIMARY KEY (partnership_id, educator_id);

--
-- Name: practice_educator practice_educator_reference_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_educator
    ADD CONSTRAINT practice_educator_reference_taken UNIQUE (partnership_id, reference_key);

--
-- Name: practice_event practice_event_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_event
    ADD CONSTRAINT practice_event_pkey PRIMARY KEY (partnership_id, practice_id, sequence);

--
-- Name: practice practice_number_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice
    ADD CONSTRAINT practice_number_taken UNIQUE (partnership_id, student_id, practice_no);

--
-- Name: practice_payment practice_payment_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_payment
    ADD CONSTRAINT practice_payment_pkey PRIMARY KEY (partnership_id, practice_id, payee);

--
-- Name: practice practice_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice
    ADD CONSTRAINT practice_pkey PRIMARY KEY (partnership_id, practice_id);

--
-- Name: preference preference_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.preference
    ADD CONSTRAINT preference_pkey PRIMARY KEY (partnership_id, student_id, placement_id);

--
-- Name: reason_code reason_code_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.reason_code
    ADD CONSTRAINT reason_code_pkey PRIMARY KEY (decision, reason_code);

--
-- Name: report_return report_return_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.report_return
    ADD CONSTRAINT report_return_pkey PRIMARY KEY (partnership_id, return_id, version);

--
-- Name: report_return report_return_reference_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.report_return
    ADD CONSTRAINT report_return_reference_taken UNIQUE (partnership_id, reference_key, version);

--
-- Name: report_return report_return_versions_in_turn; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.report_return
    ADD CONSTRAINT report_return_versions_in_turn UNIQUE (partnership_id, report, return_key, version);

--
-- Name: role_route role_route_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.role_route
    ADD CONSTRAINT role_route_pkey PRIMARY KEY (role, standard_ref, superseded_at);

--
-- Name: round_event round_event_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.round_event
    ADD CONSTRAINT round_event_pkey PRIMARY KEY (partnership_id, round_id, sequence);

--
-- Name: round round_number_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.round
    ADD CONSTRAINT round_number_taken UNIQUE (partnership_id, contract_id, round_no);

--
-- Name: round round_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.round
    ADD CONSTRAINT round_pkey PRIMARY KEY (partnership_id, round_id);

--
-- Name: round round_rounds_do_not_overlap; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.round
    ADD CONSTRAINT round_rounds_do_not_overlap EXCLUDE USING gist (partnership_id WITH =, contract_id WITH =, daterange(opens_on, due_on, '[]'::text) WITH &&) WHERE ((option_lapsed_on IS NULL));

--
-- Name: round_snapshot round_snapshot_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.round_snapshot
    ADD CONSTRAINT round_snapshot_pkey PRIMARY KEY (partnership_id, round_id, as_of, revision);

--
-- Name: rule_name rule_name_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.rule_name
    ADD CONSTRAINT rule_name_pkey PRIMARY KEY (rule_key);

--
-- Name: rule rule_one_value_a_day; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.rule
    ADD CONSTRAINT rule_one_value_a_day EXCLUDE USING gist (rule_key WITH =, daterange(effective_from, effective_to, '[]'::text) WITH &&) WHERE ((superseded_at = 'infinity'::timestamp with time zone));

--
-- Name: rule rule_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.rule
    ADD CONSTRAINT rule_pkey PRIMARY KEY (rule_key, effective_from, superseded_at);

--
-- Name: staff_account staff_account_login_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.staff_account
    ADD CONSTRAINT staff_account_login_taken UNIQUE (login);

--
-- Name: staff_account staff_account_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.staff_account
    ADD CONSTRAINT staff_account_pkey PRIMARY KEY (staff_account_id);

--
-- Name: staff_role staff_role_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.staff_role
    ADD CONSTRAINT staff_role_pkey PRIMARY KEY (partnership_id, staff_role_id);

--
-- Name: student_adjustment student_adjustment_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student_adjustment
    ADD CONSTRAINT student_adjustment_pkey PRIMARY KEY (partnership_id, student_id, adjustment);

--
-- Name: student_conflict student_conflict_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student_conflict
    ADD CONSTRAINT student_conflict_pkey PRIMARY KEY (partnership_id, student_id, conflict);

--
-- Name: student_pair student_pair_link; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student_pair
    ADD CONSTRAINT student_pair_link UNIQUE (partnership_id, student_id, partner_id, kind);

--
-- Name: student_pair student_pair_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student_pair
    ADD CONSTRAINT student_pair_pkey PRIMARY KEY (partnership_id, student_id);

--
-- Name: student student_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student
    ADD CONSTRAINT student_pkey PRIMARY KEY (partnership_id, student_id);

--
-- Name: student_prior_setting student_prior_setting_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student_prior_setting
    ADD CONSTRAINT student_prior_setting_pkey PRIMARY KEY (partnership_id, student_id, setting, organisation);

--
-- Name: student student_reference_taken; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student
    ADD CONSTRAINT student_reference_taken UNIQUE (partnership_id, reference_key);

--
-- Name: training_approval training_approval_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.training_approval
    ADD CONSTRAINT training_approval_pkey PRIMARY KEY (partnership_id, apprenticeship_id, terms_no, party);

--
-- Name: travel travel_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.travel
    ADD CONSTRAINT travel_pkey PRIMARY KEY (partnership_id, student_id, placement_id, mode);

--
-- Name: workforce_comparator workforce_comparator_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.workforce_comparator
    ADD CONSTRAINT workforce_comparator_pkey PRIMARY KEY (measure, area, as_of, superseded_at);

--
-- Name: workforce_return workforce_return_pkey; Type: CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.workforce_return
    ADD CONSTRAINT workforce_return_pkey PRIMARY KEY (partnership_id, area, year, revision);

--
-- Name: apprenticeship_known_once; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX apprenticeship_known_once ON berth.apprenticeship USING btree (partnership_id, reference_key, standard_key) WHERE (NOT taken_back);

--
-- Name: apprenticeship_of_organisation; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX apprenticeship_of_organisation ON berth.apprenticeship USING btree (partnership_id, organisation_id);

--
-- Name: apprenticeship_standard_known_once; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX apprenticeship_standard_known_once ON berth.apprenticeship_standard USING btree (partnership_id, reference_key, version_no) WHERE (superseded_at = 'infinity'::timestamp with time zone);

--
-- Name: apprenticeship_version_current; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX apprenticeship_version_current ON berth.apprenticeship_version USING btree (partnership_id, apprenticeship_id) WHERE (superseded_at = 'infinity'::timestamp with time zone);

--
-- Name: assignment_of_person; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX assignment_of_person ON berth.assignment USING btree (partnership_id, person_key) WHERE (superseded_at = 'infinity'::timestamp with time zone);

--
-- Name: assignment_one_at_present; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX assignment_one_at_present ON berth.assignment USING btree (partnership_id, assignment_id) WHERE (superseded_at = 'infinity'::timestamp with time zone);

--
-- Name: assignment_started_once; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX assignment_started_once ON berth.assignment USING btree (partnership_id, post_id, person_key, started_on) WHERE (superseded_at = 'infinity'::timestamp with time zone);

--
-- Name: candidate_event_round; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX candidate_event_round ON berth.candidate_event USING btree (partnership_id, round_id, candidate_id) WHERE (round_id IS NOT NULL);

--
-- Name: candidate_name_key; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX candidate_name_key ON berth.candidate USING btree (partnership_id, name_key text_pattern_ops);

--
-- Name: deadline_due; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX deadline_due ON berth.deadline USING btree (partnership_id, due_on) WHERE (closed_on IS NULL);

--
-- Name: deadline_open_once; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX deadline_open_once ON berth.deadline USING btree (partnership_id, subject_id, kind, pathway_code, milestone_code) WHERE (closed_on IS NULL);

--
-- Name: headcount_measured_once; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX headcount_measured_once ON berth.headcount USING btree (partnership_id, organisation_id, measured_on) WHERE (superseded_at = 'infinity'::timestamp with time zone);

--
-- Name: host_preference_of_student; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX host_preference_of_student ON berth.host_preference USING btree (partnership_id, student_id);

--
-- Name: levy_movement_known_once; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX levy_movement_known_once ON berth.levy_movement USING btree (partnership_id, organisation_id, month, kind) WHERE (superseded_at = 'infinity'::timestamp with time zone);

--
-- Name: match_run_of_term; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX match_run_of_term ON berth.match_run USING btree (partnership_id, term_id, created_at);

--
-- Name: match_run_published_once; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX match_run_published_once ON berth.match_run USING btree (partnership_id, term_id) WHERE (status = 'published'::text);

--
-- Name: match_student_of_placement; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX match_student_of_placement ON berth.match_student USING btree (partnership_id, placement_id) WHERE (placement_id IS NOT NULL);

--
-- Name: milestone_definition_position_taken; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX milestone_definition_position_taken ON berth.milestone_definition USING btree (pathway_code, "position") WHERE (superseded_at = 'infinity'::timestamp with time zone);

--
-- Name: placement_of_educator; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX placement_of_educator ON berth.placement USING btree (partnership_id, educator_id) WHERE (educator_id IS NOT NULL);

--
-- Name: placement_of_term; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX placement_of_term ON berth.placement USING btree (partnership_id, term_id, placement_id);

--
-- Name: placement_request_of_term; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX placement_request_of_term ON berth.placement_request USING btree (partnership_id, term_id);

--
-- Name: post_version_one_at_present; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX post_version_one_at_present ON berth.post_version USING btree (partnership_id, post_id) WHERE (superseded_at = 'infinity'::timestamp with time zone);

--
-- Name: practice_of_placement; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX practice_of_placement ON berth.practice USING btree (partnership_id, placement_id);

--
-- Name: practice_open_once; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX practice_open_once ON berth.practice USING btree (partnership_id, student_id) WHERE (ended_on IS NULL);

--
-- Name: preference_of_placement; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX preference_of_placement ON berth.preference USING btree (partnership_id, placement_id);

--
-- Name: staff_role_account; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX staff_role_account ON berth.staff_role USING btree (staff_account_id, partnership_id);

--
-- Name: staff_role_granted_once; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX staff_role_granted_once ON berth.staff_role USING btree (partnership_id, staff_account_id, role, organisation_id) NULLS NOT DISTINCT WHERE (revoked_at IS NULL);

--
-- Name: student_name_key; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX student_name_key ON berth.student USING btree (partnership_id, name_key text_pattern_ops);

--
-- Name: student_of_term; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX student_of_term ON berth.student USING btree (partnership_id, term_id, student_id);

--
-- Name: travel_of_placement; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE INDEX travel_of_placement ON berth.travel USING btree (partnership_id, placement_id);

--
-- Name: workforce_return_one_at_present; Type: INDEX; Schema: berth; Owner: berth_owner
--

CREATE UNIQUE INDEX workforce_return_one_at_present ON berth.workforce_return USING btree (partnership_id, area, year) WHERE (superseded_at = 'infinity'::timestamp with time zone);

--
-- Name: apprenticeship_event apprenticeship_event_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER apprenticeship_event_append_only BEFORE DELETE OR UPDATE ON berth.apprenticeship_event FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: apprenticeship_event apprenticeship_event_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER apprenticeship_event_no_truncate BEFORE TRUNCATE ON berth.apprenticeship_event FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: apprenticeship_standard apprenticeship_standard_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER apprenticeship_standard_no_delete BEFORE DELETE ON berth.apprenticeship_standard FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: apprenticeship_standard apprenticeship_standard_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER apprenticeship_standard_no_truncate BEFORE TRUNCATE ON berth.apprenticeship_standard FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: apprenticeship_standard apprenticeship_standard_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER apprenticeship_standard_superseded_only BEFORE UPDATE ON berth.apprenticeship_standard FOR EACH ROW EXECUTE FUNCTION berth.close_version_only('reference_key');

--
-- Name: apprenticeship_version apprenticeship_version_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER apprenticeship_version_no_delete BEFORE DELETE ON berth.apprenticeship_version FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: apprenticeship_version apprenticeship_version_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER apprenticeship_version_no_truncate BEFORE TRUNCATE ON berth.apprenticeship_version FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: apprenticeship_version apprenticeship_version_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER apprenticeship_version_superseded_only BEFORE UPDATE ON berth.apprenticeship_version FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: assignment assignment_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER assignment_no_delete BEFORE DELETE ON berth.assignment FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: assignment assignment_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER assignment_no_truncate BEFORE TRUNCATE ON berth.assignment FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: assignment assignment_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER assignment_superseded_only BEFORE UPDATE ON berth.assignment FOR EACH ROW EXECUTE FUNCTION berth.close_version_only('person_key');

--
-- Name: audit_event audit_event_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER audit_event_append_only BEFORE DELETE OR UPDATE ON berth.audit_event FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: audit_event audit_event_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON berth.audit_event FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: bank_holiday bank_holiday_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER bank_holiday_no_delete BEFORE DELETE ON berth.bank_holiday FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: bank_holiday bank_holiday_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER bank_holiday_no_truncate BEFORE TRUNCATE ON berth.bank_holiday FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: bank_holiday bank_holiday_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER bank_holiday_superseded_only BEFORE UPDATE ON berth.bank_holiday FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: candidate_event candidate_event_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER candidate_event_append_only BEFORE DELETE OR UPDATE ON berth.candidate_event FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: candidate_event candidate_event_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER candidate_event_no_truncate BEFORE TRUNCATE ON berth.candidate_event FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: country_list_entry country_list_entry_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER country_list_entry_no_delete BEFORE DELETE ON berth.country_list_entry FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: country_list_entry country_list_entry_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER country_list_entry_no_truncate BEFORE TRUNCATE ON berth.country_list_entry FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: country_list_entry country_list_entry_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER country_list_entry_superseded_only BEFORE UPDATE ON berth.country_list_entry FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: employment_start employment_start_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER employment_start_no_delete BEFORE DELETE ON berth.employment_start FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: employment_start employment_start_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER employment_start_no_truncate BEFORE TRUNCATE ON berth.employment_start FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: employment_start employment_start_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER employment_start_superseded_only BEFORE UPDATE ON berth.employment_start FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: headcount headcount_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER headcount_no_delete BEFORE DELETE ON berth.headcount FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: headcount headcount_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER headcount_no_truncate BEFORE TRUNCATE ON berth.headcount FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: headcount headcount_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER headcount_superseded_only BEFORE UPDATE ON berth.headcount FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: levy_movement levy_movement_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER levy_movement_no_delete BEFORE DELETE ON berth.levy_movement FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: levy_movement levy_movement_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER levy_movement_no_truncate BEFORE TRUNCATE ON berth.levy_movement FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: levy_movement levy_movement_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER levy_movement_superseded_only BEFORE UPDATE ON berth.levy_movement FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: match_lock match_lock_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER match_lock_append_only BEFORE DELETE OR UPDATE ON berth.match_lock FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: match_lock match_lock_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER match_lock_no_truncate BEFORE TRUNCATE ON berth.match_lock FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: milestone_definition milestone_definition_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER milestone_definition_no_delete BEFORE DELETE ON berth.milestone_definition FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: milestone_definition milestone_definition_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER milestone_definition_no_truncate BEFORE TRUNCATE ON berth.milestone_definition FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: milestone_definition milestone_definition_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER milestone_definition_superseded_only BEFORE UPDATE ON berth.milestone_definition FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: milestone_fact milestone_fact_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER milestone_fact_append_only BEFORE DELETE OR UPDATE ON berth.milestone_fact FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: milestone_fact milestone_fact_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER milestone_fact_no_truncate BEFORE TRUNCATE ON berth.milestone_fact FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: milestone_prerequisite milestone_prerequisite_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER milestone_prerequisite_no_delete BEFORE DELETE ON berth.milestone_prerequisite FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: milestone_prerequisite milestone_prerequisite_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER milestone_prerequisite_no_truncate BEFORE TRUNCATE ON berth.milestone_prerequisite FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: milestone_prerequisite milestone_prerequisite_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER milestone_prerequisite_superseded_only BEFORE UPDATE ON berth.milestone_prerequisite FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: off_the_job_hours off_the_job_hours_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER off_the_job_hours_append_only BEFORE DELETE OR UPDATE ON berth.off_the_job_hours FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: off_the_job_hours off_the_job_hours_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER off_the_job_hours_no_truncate BEFORE TRUNCATE ON berth.off_the_job_hours FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: pathway_version pathway_version_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER pathway_version_no_delete BEFORE DELETE ON berth.pathway_version FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: pathway_version pathway_version_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER pathway_version_no_truncate BEFORE TRUNCATE ON berth.pathway_version FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: pathway_version pathway_version_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER pathway_version_superseded_only BEFORE UPDATE ON berth.pathway_version FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: placement_request placement_request_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER placement_request_append_only BEFORE DELETE OR UPDATE ON berth.placement_request FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: placement_request placement_request_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER placement_request_no_truncate BEFORE TRUNCATE ON berth.placement_request FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: post post_no_change; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER post_no_change BEFORE DELETE OR UPDATE ON berth.post FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: post post_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER post_no_truncate BEFORE TRUNCATE ON berth.post FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: post_reservation post_reservation_no_change; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER post_reservation_no_change BEFORE DELETE OR UPDATE ON berth.post_reservation FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: post_reservation post_reservation_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER post_reservation_no_truncate BEFORE TRUNCATE ON berth.post_reservation FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: post_version post_version_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER post_version_no_delete BEFORE DELETE ON berth.post_version FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: post_version post_version_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER post_version_no_truncate BEFORE TRUNCATE ON berth.post_version FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: post_version post_version_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER post_version_superseded_only BEFORE UPDATE ON berth.post_version FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: practice_day practice_day_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER practice_day_append_only BEFORE DELETE OR UPDATE ON berth.practice_day FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: practice_day practice_day_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER practice_day_no_truncate BEFORE TRUNCATE ON berth.practice_day FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: practice_event practice_event_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER practice_event_append_only BEFORE DELETE OR UPDATE ON berth.practice_event FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: practice_event practice_event_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER practice_event_no_truncate BEFORE TRUNCATE ON berth.practice_event FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: practice_payment practice_payment_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER practice_payment_append_only BEFORE DELETE OR UPDATE ON berth.practice_payment FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: practice_payment practice_payment_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER practice_payment_no_truncate BEFORE TRUNCATE ON berth.practice_payment FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: report_return report_return_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER report_return_append_only BEFORE DELETE OR UPDATE ON berth.report_return FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: report_return report_return_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER report_return_no_truncate BEFORE TRUNCATE ON berth.report_return FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: role_route role_route_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER role_route_no_delete BEFORE DELETE ON berth.role_route FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: role_route role_route_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER role_route_no_truncate BEFORE TRUNCATE ON berth.role_route FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: role_route role_route_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER role_route_superseded_only BEFORE UPDATE ON berth.role_route FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: round_event round_event_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER round_event_append_only BEFORE DELETE OR UPDATE ON berth.round_event FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: round_event round_event_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER round_event_no_truncate BEFORE TRUNCATE ON berth.round_event FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: round_snapshot round_snapshot_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER round_snapshot_append_only BEFORE DELETE OR UPDATE ON berth.round_snapshot FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: round_snapshot round_snapshot_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER round_snapshot_no_truncate BEFORE TRUNCATE ON berth.round_snapshot FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: rule rule_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER rule_no_delete BEFORE DELETE ON berth.rule FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: rule rule_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER rule_no_truncate BEFORE TRUNCATE ON berth.rule FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: rule rule_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER rule_superseded_only BEFORE UPDATE ON berth.rule FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: training_approval training_approval_append_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER training_approval_append_only BEFORE DELETE OR UPDATE ON berth.training_approval FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: training_approval training_approval_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER training_approval_no_truncate BEFORE TRUNCATE ON berth.training_approval FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: workforce_comparator workforce_comparator_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER workforce_comparator_no_delete BEFORE DELETE ON berth.workforce_comparator FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: workforce_comparator workforce_comparator_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER workforce_comparator_no_truncate BEFORE TRUNCATE ON berth.workforce_comparator FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: workforce_comparator workforce_comparator_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER workforce_comparator_superseded_only BEFORE UPDATE ON berth.workforce_comparator FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: workforce_return workforce_return_no_delete; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER workforce_return_no_delete BEFORE DELETE ON berth.workforce_return FOR EACH ROW EXECUTE FUNCTION berth.refuse_change();

--
-- Name: workforce_return workforce_return_no_truncate; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER workforce_return_no_truncate BEFORE TRUNCATE ON berth.workforce_return FOR EACH STATEMENT EXECUTE FUNCTION berth.refuse_change();

--
-- Name: workforce_return workforce_return_superseded_only; Type: TRIGGER; Schema: berth; Owner: berth_owner
--

CREATE TRIGGER workforce_return_superseded_only BEFORE UPDATE ON berth.workforce_return FOR EACH ROW EXECUTE FUNCTION berth.close_version_only();

--
-- Name: apprenticeship_event apprenticeship_event_apprenticeship_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship_event
    ADD CONSTRAINT apprenticeship_event_apprenticeship_known FOREIGN KEY (partnership_id, apprenticeship_id) REFERENCES berth.apprenticeship(partnership_id, apprenticeship_id);

--
-- Name: apprenticeship_event apprenticeship_event_reason_code_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship_event
    ADD CONSTRAINT apprenticeship_event_reason_code_known FOREIGN KEY (decision, reason_code) REFERENCES berth.reason_code(decision, reason_code);

--
-- Name: apprenticeship apprenticeship_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship
    ADD CONSTRAINT apprenticeship_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: apprenticeship_standard apprenticeship_standard_partnership_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship_standard
    ADD CONSTRAINT apprenticeship_standard_partnership_known FOREIGN KEY (partnership_id) REFERENCES berth.partnership(partnership_id);

--
-- Name: apprenticeship_version apprenticeship_version_apprenticeship_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.apprenticeship_version
    ADD CONSTRAINT apprenticeship_version_apprenticeship_known FOREIGN KEY (partnership_id, apprenticeship_id) REFERENCES berth.apprenticeship(partnership_id, apprenticeship_id);

--
-- Name: assignment assignment_candidate_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.assignment
    ADD CONSTRAINT assignment_candidate_known FOREIGN KEY (partnership_id, candidate_id) REFERENCES berth.candidate(partnership_id, candidate_id);

--
-- Name: assignment assignment_post_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.assignment
    ADD CONSTRAINT assignment_post_known FOREIGN KEY (partnership_id, post_id, organisation_id) REFERENCES berth.post(partnership_id, post_id, organisation_id);

--
-- Name: audit_event audit_event_follows; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.audit_event
    ADD CONSTRAINT audit_event_follows FOREIGN KEY (partnership_id, subject_id, previous_sequence, previous_hash) REFERENCES berth.audit_event(partnership_id, subject_id, sequence, hash);

--
-- Name: candidate candidate_country_of_residence_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate
    ADD CONSTRAINT candidate_country_of_residence_known FOREIGN KEY (country_of_residence) REFERENCES berth.country(country_code);

--
-- Name: candidate candidate_country_of_training_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate
    ADD CONSTRAINT candidate_country_of_training_known FOREIGN KEY (country_of_training) REFERENCES berth.country(country_code);

--
-- Name: candidate_event candidate_event_candidate_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate_event
    ADD CONSTRAINT candidate_event_candidate_known FOREIGN KEY (partnership_id, candidate_id) REFERENCES berth.candidate(partnership_id, candidate_id);

--
-- Name: candidate_event candidate_event_reason_code_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate_event
    ADD CONSTRAINT candidate_event_reason_code_known FOREIGN KEY (decision, reason_code) REFERENCES berth.reason_code(decision, reason_code);

--
-- Name: candidate_event candidate_event_round_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate_event
    ADD CONSTRAINT candidate_event_round_known FOREIGN KEY (partnership_id, round_id) REFERENCES berth.round(partnership_id, round_id);

--
-- Name: candidate candidate_nationality_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate
    ADD CONSTRAINT candidate_nationality_known FOREIGN KEY (nationality) REFERENCES berth.country(country_code);

--
-- Name: candidate candidate_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate
    ADD CONSTRAINT candidate_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: candidate candidate_pathway_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.candidate
    ADD CONSTRAINT candidate_pathway_known FOREIGN KEY (pathway_code) REFERENCES berth.pathway(pathway_code);

--
-- Name: contract contract_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.contract
    ADD CONSTRAINT contract_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: counter counter_partnership_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.counter
    ADD CONSTRAINT counter_partnership_known FOREIGN KEY (partnership_id) REFERENCES berth.partnership(partnership_id);

--
-- Name: country_list_entry country_list_entry_country_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.country_list_entry
    ADD CONSTRAINT country_list_entry_country_known FOREIGN KEY (country_code) REFERENCES berth.country(country_code);

--
-- Name: deadline deadline_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.deadline
    ADD CONSTRAINT deadline_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: deadline deadline_rule_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.deadline
    ADD CONSTRAINT deadline_rule_known FOREIGN KEY (rule_key) REFERENCES berth.rule_name(rule_key);

--
-- Name: employment_start employment_start_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.employment_start
    ADD CONSTRAINT employment_start_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: headcount headcount_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.headcount
    ADD CONSTRAINT headcount_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: host_preference host_preference_placement_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.host_preference
    ADD CONSTRAINT host_preference_placement_known FOREIGN KEY (partnership_id, placement_id) REFERENCES berth.placement(partnership_id, placement_id);

--
-- Name: host_preference host_preference_student_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.host_preference
    ADD CONSTRAINT host_preference_student_known FOREIGN KEY (partnership_id, student_id) REFERENCES berth.student(partnership_id, student_id);

--
-- Name: levy_movement levy_movement_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.levy_movement
    ADD CONSTRAINT levy_movement_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: match_lock match_lock_placement_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_lock
    ADD CONSTRAINT match_lock_placement_known FOREIGN KEY (partnership_id, placement_id) REFERENCES berth.placement(partnership_id, placement_id);

--
-- Name: match_lock match_lock_student_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_lock
    ADD CONSTRAINT match_lock_student_known FOREIGN KEY (partnership_id, student_id) REFERENCES berth.student(partnership_id, student_id);

--
-- Name: match_placement match_placement_placement_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_placement
    ADD CONSTRAINT match_placement_placement_known FOREIGN KEY (partnership_id, placement_id) REFERENCES berth.placement(partnership_id, placement_id);

--
-- Name: match_placement match_placement_run_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_placement
    ADD CONSTRAINT match_placement_run_known FOREIGN KEY (partnership_id, match_run_id) REFERENCES berth.match_run(partnership_id, match_run_id);

--
-- Name: match_run match_run_kept_run_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_run
    ADD CONSTRAINT match_run_kept_run_known FOREIGN KEY (partnership_id, kept_run_id) REFERENCES berth.match_run(partnership_id, match_run_id);

--
-- Name: match_run match_run_term_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_run
    ADD CONSTRAINT match_run_term_known FOREIGN KEY (partnership_id, term_id) REFERENCES berth.placement_term(partnership_id, term_id);

--
-- Name: match_student match_student_placement_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_student
    ADD CONSTRAINT match_student_placement_known FOREIGN KEY (partnership_id, placement_id) REFERENCES berth.placement(partnership_id, placement_id);

--
-- Name: match_student match_student_run_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_student
    ADD CONSTRAINT match_student_run_known FOREIGN KEY (partnership_id, match_run_id) REFERENCES berth.match_run(partnership_id, match_run_id);

--
-- Name: match_student match_student_student_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.match_student
    ADD CONSTRAINT match_student_student_known FOREIGN KEY (partnership_id, student_id) REFERENCES berth.student(partnership_id, student_id);

--
-- Name: milestone_definition milestone_definition_milestone_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_definition
    ADD CONSTRAINT milestone_definition_milestone_known FOREIGN KEY (milestone_code) REFERENCES berth.milestone(milestone_code);

--
-- Name: milestone_definition milestone_definition_pathway_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_definition
    ADD CONSTRAINT milestone_definition_pathway_known FOREIGN KEY (pathway_code) REFERENCES berth.pathway(pathway_code);

--
-- Name: milestone_fact milestone_fact_candidate_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_fact
    ADD CONSTRAINT milestone_fact_candidate_known FOREIGN KEY (partnership_id, candidate_id) REFERENCES berth.candidate(partnership_id, candidate_id);

--
-- Name: milestone_fact milestone_fact_milestone_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_fact
    ADD CONSTRAINT milestone_fact_milestone_known FOREIGN KEY (milestone_code) REFERENCES berth.milestone(milestone_code);

--
-- Name: milestone_fact milestone_fact_practice_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_fact
    ADD CONSTRAINT milestone_fact_practice_known FOREIGN KEY (partnership_id, practice_id) REFERENCES berth.practice(partnership_id, practice_id);

--
-- Name: milestone_prerequisite milestone_prerequisite_milestone_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_prerequisite
    ADD CONSTRAINT milestone_prerequisite_milestone_known FOREIGN KEY (milestone_code) REFERENCES berth.milestone(milestone_code);

--
-- Name: milestone_prerequisite milestone_prerequisite_pathway_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_prerequisite
    ADD CONSTRAINT milestone_prerequisite_pathway_known FOREIGN KEY (pathway_code) REFERENCES berth.pathway(pathway_code);

--
-- Name: milestone_prerequisite milestone_prerequisite_prerequisite_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.milestone_prerequisite
    ADD CONSTRAINT milestone_prerequisite_prerequisite_known FOREIGN KEY (prerequisite_code) REFERENCES berth.milestone(milestone_code);

--
-- Name: off_the_job_hours off_the_job_hours_apprenticeship_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.off_the_job_hours
    ADD CONSTRAINT off_the_job_hours_apprenticeship_known FOREIGN KEY (partnership_id, apprenticeship_id) REFERENCES berth.apprenticeship(partnership_id, apprenticeship_id);

--
-- Name: organisation organisation_partnership_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.organisation
    ADD CONSTRAINT organisation_partnership_known FOREIGN KEY (partnership_id) REFERENCES berth.partnership(partnership_id);

--
-- Name: pathway_version pathway_version_pathway_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.pathway_version
    ADD CONSTRAINT pathway_version_pathway_known FOREIGN KEY (pathway_code) REFERENCES berth.pathway(pathway_code);

--
-- Name: placement_adjustment placement_adjustment_placement_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement_adjustment
    ADD CONSTRAINT placement_adjustment_placement_known FOREIGN KEY (partnership_id, placement_id) REFERENCES berth.placement(partnership_id, placement_id);

--
-- Name: placement placement_educator_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement
    ADD CONSTRAINT placement_educator_known FOREIGN KEY (partnership_id, educator_id) REFERENCES berth.practice_educator(partnership_id, educator_id);

--
-- Name: placement placement_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement
    ADD CONSTRAINT placement_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: placement_request placement_request_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement_request
    ADD CONSTRAINT placement_request_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: placement_request placement_request_term_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement_request
    ADD CONSTRAINT placement_request_term_known FOREIGN KEY (partnership_id, term_id) REFERENCES berth.placement_term(partnership_id, term_id);

--
-- Name: placement placement_term_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement
    ADD CONSTRAINT placement_term_known FOREIGN KEY (partnership_id, term_id) REFERENCES berth.placement_term(partnership_id, term_id);

--
-- Name: placement_term placement_term_partnership_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.placement_term
    ADD CONSTRAINT placement_term_partnership_known FOREIGN KEY (partnership_id) REFERENCES berth.partnership(partnership_id);

--
-- Name: post post_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post
    ADD CONSTRAINT post_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: post_reservation post_reservation_candidate_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post_reservation
    ADD CONSTRAINT post_reservation_candidate_known FOREIGN KEY (partnership_id, candidate_id) REFERENCES berth.candidate(partnership_id, candidate_id);

--
-- Name: post_reservation post_reservation_post_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post_reservation
    ADD CONSTRAINT post_reservation_post_known FOREIGN KEY (partnership_id, post_id, organisation_id) REFERENCES berth.post(partnership_id, post_id, organisation_id);

--
-- Name: post_reservation post_reservation_version_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post_reservation
    ADD CONSTRAINT post_reservation_version_known FOREIGN KEY (partnership_id, post_id, revision) REFERENCES berth.post_version(partnership_id, post_id, revision);

--
-- Name: post_version post_version_post_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.post_version
    ADD CONSTRAINT post_version_post_known FOREIGN KEY (partnership_id, post_id, organisation_id) REFERENCES berth.post(partnership_id, post_id, organisation_id);

--
-- Name: practice_day practice_day_practice_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_day
    ADD CONSTRAINT practice_day_practice_known FOREIGN KEY (partnership_id, practice_id) REFERENCES berth.practice(partnership_id, practice_id);

--
-- Name: practice_day practice_day_reason_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_day
    ADD CONSTRAINT practice_day_reason_known FOREIGN KEY (absence, reason_code) REFERENCES berth.reason_code(decision, reason_code);

--
-- Name: practice_educator practice_educator_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_educator
    ADD CONSTRAINT practice_educator_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: practice_educator practice_educator_partnership_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_educator
    ADD CONSTRAINT practice_educator_partnership_known FOREIGN KEY (partnership_id) REFERENCES berth.partnership(partnership_id);

--
-- Name: practice practice_end_reason_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice
    ADD CONSTRAINT practice_end_reason_known FOREIGN KEY (end_decision, end_reason_code) REFERENCES berth.reason_code(decision, reason_code);

--
-- Name: practice_event practice_event_practice_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_event
    ADD CONSTRAINT practice_event_practice_known FOREIGN KEY (partnership_id, practice_id) REFERENCES berth.practice(partnership_id, practice_id);

--
-- Name: practice_event practice_event_reason_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_event
    ADD CONSTRAINT practice_event_reason_known FOREIGN KEY (decision, reason_code) REFERENCES berth.reason_code(decision, reason_code);

--
-- Name: practice practice_pathway_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice
    ADD CONSTRAINT practice_pathway_known FOREIGN KEY (pathway_code) REFERENCES berth.pathway(pathway_code);

--
-- Name: practice_payment practice_payment_practice_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_payment
    ADD CONSTRAINT practice_payment_practice_known FOREIGN KEY (partnership_id, practice_id) REFERENCES berth.practice(partnership_id, practice_id);

--
-- Name: practice_payment practice_payment_rule_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice_payment
    ADD CONSTRAINT practice_payment_rule_known FOREIGN KEY (rule_key) REFERENCES berth.rule_name(rule_key);

--
-- Name: practice practice_placement_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice
    ADD CONSTRAINT practice_placement_known FOREIGN KEY (partnership_id, placement_id) REFERENCES berth.placement(partnership_id, placement_id);

--
-- Name: practice practice_run_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice
    ADD CONSTRAINT practice_run_known FOREIGN KEY (partnership_id, match_run_id) REFERENCES berth.match_run(partnership_id, match_run_id);

--
-- Name: practice practice_student_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.practice
    ADD CONSTRAINT practice_student_known FOREIGN KEY (partnership_id, student_id) REFERENCES berth.student(partnership_id, student_id);

--
-- Name: preference preference_placement_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.preference
    ADD CONSTRAINT preference_placement_known FOREIGN KEY (partnership_id, placement_id) REFERENCES berth.placement(partnership_id, placement_id);

--
-- Name: preference preference_student_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.preference
    ADD CONSTRAINT preference_student_known FOREIGN KEY (partnership_id, student_id) REFERENCES berth.student(partnership_id, student_id);

--
-- Name: report_return report_return_partnership_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.report_return
    ADD CONSTRAINT report_return_partnership_known FOREIGN KEY (partnership_id) REFERENCES berth.partnership(partnership_id);

--
-- Name: round round_contract_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.round
    ADD CONSTRAINT round_contract_known FOREIGN KEY (partnership_id, contract_id) REFERENCES berth.contract(partnership_id, contract_id);

--
-- Name: round round_counts_at_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.round
    ADD CONSTRAINT round_counts_at_known FOREIGN KEY (counts_at) REFERENCES berth.milestone(milestone_code);

--
-- Name: round_event round_event_round_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.round_event
    ADD CONSTRAINT round_event_round_known FOREIGN KEY (partnership_id, round_id) REFERENCES berth.round(partnership_id, round_id);

--
-- Name: round round_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.round
    ADD CONSTRAINT round_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: round_snapshot round_snapshot_round_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.round_snapshot
    ADD CONSTRAINT round_snapshot_round_known FOREIGN KEY (partnership_id, round_id) REFERENCES berth.round(partnership_id, round_id);

--
-- Name: rule rule_named; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.rule
    ADD CONSTRAINT rule_named FOREIGN KEY (rule_key) REFERENCES berth.rule_name(rule_key);

--
-- Name: staff_role staff_role_account_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.staff_role
    ADD CONSTRAINT staff_role_account_known FOREIGN KEY (staff_account_id) REFERENCES berth.staff_account(staff_account_id);

--
-- Name: staff_role staff_role_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.staff_role
    ADD CONSTRAINT staff_role_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: staff_role staff_role_partnership_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.staff_role
    ADD CONSTRAINT staff_role_partnership_known FOREIGN KEY (partnership_id) REFERENCES berth.partnership(partnership_id);

--
-- Name: student_adjustment student_adjustment_student_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student_adjustment
    ADD CONSTRAINT student_adjustment_student_known FOREIGN KEY (partnership_id, student_id) REFERENCES berth.student(partnership_id, student_id);

--
-- Name: student_conflict student_conflict_student_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student_conflict
    ADD CONSTRAINT student_conflict_student_known FOREIGN KEY (partnership_id, student_id) REFERENCES berth.student(partnership_id, student_id);

--
-- Name: student student_organisation_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student
    ADD CONSTRAINT student_organisation_known FOREIGN KEY (partnership_id, organisation_id) REFERENCES berth.organisation(partnership_id, organisation_id);

--
-- Name: student_pair student_pair_is_mutual; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student_pair
    ADD CONSTRAINT student_pair_is_mutual FOREIGN KEY (partnership_id, partner_id, student_id, kind) REFERENCES berth.student_pair(partnership_id, student_id, partner_id, kind) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: student_pair student_pair_student_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student_pair
    ADD CONSTRAINT student_pair_student_known FOREIGN KEY (partnership_id, student_id) REFERENCES berth.student(partnership_id, student_id);

--
-- Name: student_prior_setting student_prior_setting_student_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student_prior_setting
    ADD CONSTRAINT student_prior_setting_student_known FOREIGN KEY (partnership_id, student_id) REFERENCES berth.student(partnership_id, student_id);

--
-- Name: student student_term_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.student
    ADD CONSTRAINT student_term_known FOREIGN KEY (partnership_id, term_id) REFERENCES berth.placement_term(partnership_id, term_id);

--
-- Name: training_approval training_approval_apprenticeship_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.training_approval
    ADD CONSTRAINT training_approval_apprenticeship_known FOREIGN KEY (partnership_id, apprenticeship_id) REFERENCES berth.apprenticeship(partnership_id, apprenticeship_id);

--
-- Name: travel travel_placement_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.travel
    ADD CONSTRAINT travel_placement_known FOREIGN KEY (partnership_id, placement_id) REFERENCES berth.placement(partnership_id, placement_id);

--
-- Name: travel travel_student_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.travel
    ADD CONSTRAINT travel_student_known FOREIGN KEY (partnership_id, student_id) REFERENCES berth.student(partnership_id, student_id);

--
-- Name: workforce_return workforce_return_partnership_known; Type: FK CONSTRAINT; Schema: berth; Owner: berth_owner
--

ALTER TABLE ONLY berth.workforce_return
    ADD CONSTRAINT workforce_return_partnership_known FOREIGN KEY (partnership_id) REFERENCES berth.partnership(partnership_id);

--
-- Name: apprenticeship; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.apprenticeship ENABLE ROW LEVEL SECURITY;

--
-- Name: apprenticeship_event; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.apprenticeship_event ENABLE ROW LEVEL SECURITY;

--
-- Name: apprenticeship_event apprenticeship_event_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY apprenticeship_event_own ON berth.apprenticeship_event USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.apprenticeship seen
  WHERE ((seen.partnership_id = apprenticeship_event.partnership_id) AND (seen.apprenticeship_id = apprenticeship_event.apprenticeship_id)))))));

--
-- Name: apprenticeship apprenticeship_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY apprenticeship_own ON berth.apprenticeship USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: apprenticeship_standard; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.apprenticeship_standard ENABLE ROW LEVEL SECURITY;

--
-- Name: apprenticeship_standard apprenticeship_standard_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY apprenticeship_standard_own ON berth.apprenticeship_standard USING ((partnership_id = berth.current_partnership()));

--
-- Name: apprenticeship_version; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.apprenticeship_version ENABLE ROW LEVEL SECURITY;

--
-- Name: apprenticeship_version apprenticeship_version_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY apprenticeship_version_own ON berth.apprenticeship_version USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.apprenticeship seen
  WHERE ((seen.partnership_id = apprenticeship_version.partnership_id) AND (seen.apprenticeship_id = apprenticeship_version.apprenticeship_id)))))));

--
-- Name: assignment; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.assignment ENABLE ROW LEVEL SECURITY;

--
-- Name: assignment assignment_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY assignment_own ON berth.assignment USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: audit_event; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.audit_event ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_event audit_event_read; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY audit_event_read ON berth.audit_event FOR SELECT USING ((partnership_id = berth.current_partnership()));

--
-- Name: audit_event audit_event_written; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY audit_event_written ON berth.audit_event FOR INSERT WITH CHECK (((partnership_id = berth.current_partnership()) AND (actor_id = berth.current_actor())));

--
-- Name: candidate; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.candidate ENABLE ROW LEVEL SECURITY;

--
-- Name: candidate_event; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.candidate_event ENABLE ROW LEVEL SECURITY;

--
-- Name: candidate_event candidate_event_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY candidate_event_own ON berth.candidate_event USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.candidate seen
  WHERE ((seen.partnership_id = candidate_event.partnership_id) AND (seen.candidate_id = candidate_event.candidate_id)))))));

--
-- Name: candidate candidate_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY candidate_own ON berth.candidate USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: contract; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.contract ENABLE ROW LEVEL SECURITY;

--
-- Name: contract contract_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY contract_own ON berth.contract USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: counter; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.counter ENABLE ROW LEVEL SECURITY;

--
-- Name: counter counter_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY counter_own ON berth.counter USING ((partnership_id = berth.current_partnership()));

--
-- Name: deadline; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.deadline ENABLE ROW LEVEL SECURITY;

--
-- Name: deadline deadline_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY deadline_own ON berth.deadline USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: employment_start; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.employment_start ENABLE ROW LEVEL SECURITY;

--
-- Name: employment_start employment_start_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY employment_start_own ON berth.employment_start USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: headcount; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.headcount ENABLE ROW LEVEL SECURITY;

--
-- Name: headcount headcount_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY headcount_own ON berth.headcount USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: host_preference; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.host_preference ENABLE ROW LEVEL SECURITY;

--
-- Name: host_preference host_preference_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY host_preference_own ON berth.host_preference USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.placement seen
  WHERE ((seen.partnership_id = host_preference.partnership_id) AND (seen.placement_id = host_preference.placement_id)))))));

--
-- Name: levy_movement; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.levy_movement ENABLE ROW LEVEL SECURITY;

--
-- Name: levy_movement levy_movement_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY levy_movement_own ON berth.levy_movement USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: match_lock; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.match_lock ENABLE ROW LEVEL SECURITY;

--
-- Name: match_lock match_lock_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY match_lock_own ON berth.match_lock USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.student seen
  WHERE ((seen.partnership_id = match_lock.partnership_id) AND (seen.student_id = match_lock.student_id)))))));

--
-- Name: match_placement; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.match_placement ENABLE ROW LEVEL SECURITY;

--
-- Name: match_placement match_placement_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY match_placement_own ON berth.match_placement USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.placement seen
  WHERE ((seen.partnership_id = match_placement.partnership_id) AND (seen.placement_id = match_placement.placement_id)))))));

--
-- Name: match_run; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.match_run ENABLE ROW LEVEL SECURITY;

--
-- Name: match_run match_run_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY match_run_own ON berth.match_run USING ((partnership_id = berth.current_partnership()));

--
-- Name: match_student; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.match_student ENABLE ROW LEVEL SECURITY;

--
-- Name: match_student match_student_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY match_student_own ON berth.match_student USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.student seen
  WHERE ((seen.partnership_id = match_student.partnership_id) AND (seen.student_id = match_student.student_id)))) OR (EXISTS ( SELECT
   FROM berth.placement seen
  WHERE ((seen.partnership_id = match_student.partnership_id) AND (seen.placement_id = match_student.placement_id)))))));

--
-- Name: milestone_fact; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.milestone_fact ENABLE ROW LEVEL SECURITY;

--
-- Name: milestone_fact milestone_fact_of_candidate; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY milestone_fact_of_candidate ON berth.milestone_fact USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.candidate seen
  WHERE ((seen.partnership_id = milestone_fact.partnership_id) AND (seen.candidate_id = milestone_fact.candidate_id)))))));

--
-- Name: milestone_fact milestone_fact_of_practice; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY milestone_fact_of_practice ON berth.milestone_fact USING (((partnership_id = berth.current_partnership()) AND (practice_id IS NOT NULL) AND (EXISTS ( SELECT
   FROM berth.practice seen
  WHERE ((seen.partnership_id = milestone_fact.partnership_id) AND (seen.practice_id = milestone_fact.practice_id))))));

--
-- Name: off_the_job_hours; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.off_the_job_hours ENABLE ROW LEVEL SECURITY;

--
-- Name: off_the_job_hours off_the_job_hours_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY off_the_job_hours_own ON berth.off_the_job_hours USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.apprenticeship seen
  WHERE ((seen.partnership_id = off_the_job_hours.partnership_id) AND (seen.apprenticeship_id = off_the_job_hours.apprenticeship_id)))))));

--
-- Name: organisation; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.organisation ENABLE ROW LEVEL SECURITY;

--
-- Name: organisation organisation_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY organisation_own ON berth.organisation USING ((partnership_id = berth.current_partnership()));

--
-- Name: partnership; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.partnership ENABLE ROW LEVEL SECURITY;

--
-- Name: partnership partnership_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY partnership_own ON berth.partnership USING ((partnership_id = berth.current_partnership()));

--
-- Name: partnership partnership_sign_in; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY partnership_sign_in ON berth.partnership FOR SELECT TO berth_sign_in USING (true);

--
-- Name: placement; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.placement ENABLE ROW LEVEL SECURITY;

--
-- Name: placement_adjustment; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.placement_adjustment ENABLE ROW LEVEL SECURITY;

--
-- Name: placement_adjustment placement_adjustment_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY placement_adjustment_own ON berth.placement_adjustment USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.placement seen
  WHERE ((seen.partnership_id = placement_adjustment.partnership_id) AND (seen.placement_id = placement_adjustment.placement_id)))))));

--
-- Name: placement placement_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY placement_own ON berth.placement USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: placement_request; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.placement_request ENABLE ROW LEVEL SECURITY;

--
-- Name: placement_request placement_request_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY placement_request_own ON berth.placement_request USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: placement_term; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.placement_term ENABLE ROW LEVEL SECURITY;

--
-- Name: placement_term placement_term_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY placement_term_own ON berth.placement_term USING ((partnership_id = berth.current_partnership()));

--
-- Name: post; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.post ENABLE ROW LEVEL SECURITY;

--
-- Name: post post_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY post_own ON berth.post USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: post_reservation; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.post_reservation ENABLE ROW LEVEL SECURITY;

--
-- Name: post_reservation post_reservation_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY post_reservation_own ON berth.post_reservation USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: post_version; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.post_version ENABLE ROW LEVEL SECURITY;

--
-- Name: post_version post_version_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY post_version_own ON berth.post_version USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: practice; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.practice ENABLE ROW LEVEL SECURITY;

--
-- Name: practice_day; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.practice_day ENABLE ROW LEVEL SECURITY;

--
-- Name: practice_day practice_day_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY practice_day_own ON berth.practice_day USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.practice seen
  WHERE ((seen.partnership_id = practice_day.partnership_id) AND (seen.practice_id = practice_day.practice_id)))))));

--
-- Name: practice_educator; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.practice_educator ENABLE ROW LEVEL SECURITY;

--
-- Name: practice_educator practice_educator_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY practice_educator_own ON berth.practice_educator USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: practice_event; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.practice_event ENABLE ROW LEVEL SECURITY;

--
-- Name: practice_event practice_event_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY practice_event_own ON berth.practice_event USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.practice seen
  WHERE ((seen.partnership_id = practice_event.partnership_id) AND (seen.practice_id = practice_event.practice_id)))))));

--
-- Name: practice practice_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY practice_own ON berth.practice USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.student seen
  WHERE ((seen.partnership_id = practice.partnership_id) AND (seen.student_id = practice.student_id)))) OR (EXISTS ( SELECT
   FROM berth.placement seen
  WHERE ((seen.partnership_id = practice.partnership_id) AND (seen.placement_id = practice.placement_id)))))));

--
-- Name: practice_payment; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.practice_payment ENABLE ROW LEVEL SECURITY;

--
-- Name: practice_payment practice_payment_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY practice_payment_own ON berth.practice_payment USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.practice seen
  WHERE ((seen.partnership_id = practice_payment.partnership_id) AND (seen.practice_id = practice_payment.practice_id)))))));

--
-- Name: preference; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.preference ENABLE ROW LEVEL SECURITY;

--
-- Name: preference preference_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY preference_own ON berth.preference USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.student seen
  WHERE ((seen.partnership_id = preference.partnership_id) AND (seen.student_id = preference.student_id)))))));

--
-- Name: report_return; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.report_return ENABLE ROW LEVEL SECURITY;

--
-- Name: report_return report_return_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY report_return_own ON berth.report_return USING (((partnership_id = berth.current_partnership()) AND ( SELECT berth.sees_every_organisation() AS sees_every_organisation)));

--
-- Name: round; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.round ENABLE ROW LEVEL SECURITY;

--
-- Name: round_event; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.round_event ENABLE ROW LEVEL SECURITY;

--
-- Name: round_event round_event_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY round_event_own ON berth.round_event USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.round seen
  WHERE ((seen.partnership_id = round_event.partnership_id) AND (seen.round_id = round_event.round_id)))))));

--
-- Name: round round_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY round_own ON berth.round USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: round_snapshot; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.round_snapshot ENABLE ROW LEVEL SECURITY;

--
-- Name: round_snapshot round_snapshot_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY round_snapshot_own ON berth.round_snapshot USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.round seen
  WHERE ((seen.partnership_id = round_snapshot.partnership_id) AND (seen.round_id = round_snapshot.round_id)))))));

--
-- Name: staff_account; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.staff_account ENABLE ROW LEVEL SECURITY;

--
-- Name: staff_account staff_account_added; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY staff_account_added ON berth.staff_account FOR INSERT WITH CHECK ((berth.current_actor() IS NOT NULL));

--
-- Name: staff_account staff_account_changed; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY staff_account_changed ON berth.staff_account FOR UPDATE USING ((EXISTS ( SELECT
   FROM berth.staff_role held
  WHERE ((held.staff_account_id = staff_account.staff_account_id) AND (held.partnership_id = berth.current_partnership())))));

--
-- Name: staff_account staff_account_colleagues; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY staff_account_colleagues ON berth.staff_account FOR SELECT USING (((staff_account_id = berth.current_actor()) OR (EXISTS ( SELECT
   FROM berth.staff_role held
  WHERE ((held.staff_account_id = staff_account.staff_account_id) AND (held.partnership_id = berth.current_partnership()))))));

--
-- Name: staff_account staff_account_first; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY staff_account_first ON berth.staff_account FOR INSERT TO berth_sign_in WITH CHECK (true);

--
-- Name: staff_account staff_account_sign_in; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY staff_account_sign_in ON berth.staff_account FOR SELECT TO berth_sign_in USING (true);

--
-- Name: staff_role; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.staff_role ENABLE ROW LEVEL SECURITY;

--
-- Name: staff_role staff_role_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY staff_role_own ON berth.staff_role USING ((partnership_id = berth.current_partnership()));

--
-- Name: staff_role staff_role_sign_in; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY staff_role_sign_in ON berth.staff_role FOR SELECT TO berth_sign_in USING (true);

--
-- Name: student; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.student ENABLE ROW LEVEL SECURITY;

--
-- Name: student_adjustment; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.student_adjustment ENABLE ROW LEVEL SECURITY;

--
-- Name: student_adjustment student_adjustment_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY student_adjustment_own ON berth.student_adjustment USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.student seen
  WHERE ((seen.partnership_id = student_adjustment.partnership_id) AND (seen.student_id = student_adjustment.student_id)))))));

--
-- Name: student_conflict; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.student_conflict ENABLE ROW LEVEL SECURITY;

--
-- Name: student_conflict student_conflict_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY student_conflict_own ON berth.student_conflict USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.student seen
  WHERE ((seen.partnership_id = student_conflict.partnership_id) AND (seen.student_id = student_conflict.student_id)))))));

--
-- Name: student student_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY student_own ON berth.student USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (organisation_id = ANY (( SELECT berth.visible_organisations() AS visible_organisations)::uuid[])))));

--
-- Name: student_pair; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.student_pair ENABLE ROW LEVEL SECURITY;

--
-- Name: student_pair student_pair_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY student_pair_own ON berth.student_pair USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.student seen
  WHERE ((seen.partnership_id = student_pair.partnership_id) AND (seen.student_id = student_pair.student_id)))))));

--
-- Name: student_prior_setting; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.student_prior_setting ENABLE ROW LEVEL SECURITY;

--
-- Name: student_prior_setting student_prior_setting_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY student_prior_setting_own ON berth.student_prior_setting USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.student seen
  WHERE ((seen.partnership_id = student_prior_setting.partnership_id) AND (seen.student_id = student_prior_setting.student_id)))))));

--
-- Name: training_approval; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.training_approval ENABLE ROW LEVEL SECURITY;

--
-- Name: training_approval training_approval_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY training_approval_own ON berth.training_approval USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.apprenticeship seen
  WHERE ((seen.partnership_id = training_approval.partnership_id) AND (seen.apprenticeship_id = training_approval.apprenticeship_id)))))));

--
-- Name: travel; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.travel ENABLE ROW LEVEL SECURITY;

--
-- Name: travel travel_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY travel_own ON berth.travel USING (((partnership_id = berth.current_partnership()) AND (( SELECT berth.sees_every_organisation() AS sees_every_organisation) OR (EXISTS ( SELECT
   FROM berth.student seen
  WHERE ((seen.partnership_id = travel.partnership_id) AND (seen.student_id = travel.student_id)))))));

--
-- Name: workforce_return; Type: ROW SECURITY; Schema: berth; Owner: berth_owner
--

ALTER TABLE berth.workforce_return ENABLE ROW LEVEL SECURITY;

--
-- Name: workforce_return workforce_return_own; Type: POLICY; Schema: berth; Owner: berth_owner
--

CREATE POLICY workforce_return_own ON berth.workforce_return USING ((partnership_id = berth.current_partnership()));

--
-- Name: SCHEMA berth; Type: ACL; Schema: -; Owner: berth_owner
--

GRANT USAGE ON SCHEMA berth TO berth_app;
GRANT USAGE ON SCHEMA berth TO berth_report;
GRANT USAGE ON SCHEMA berth TO berth_sign_in;

--
-- Name: FUNCTION add_first_admin(new_id uuid, new_login text, new_full_name text, new_email text); Type: ACL; Schema: berth; Owner: berth_sign_in
--

REVOKE ALL ON FUNCTION berth.add_first_admin(new_id uuid, new_login text, new_full_name text, new_email text) FROM PUBLIC;
GRANT ALL ON FUNCTION berth.add_first_admin(new_id uuid, new_login text, new_full_name text, new_email text) TO berth_app;

--
-- Name: FUNCTION sign_in(sought_login text, sought_partnership text); Type: ACL; Schema: berth; Owner: berth_sign_in
--

REVOKE ALL ON FUNCTION berth.sign_in(sought_login text, sought_partnership text) FROM PUBLIC;
GRANT ALL ON FUNCTION berth.sign_in(sought_login text, sought_partnership text) TO berth_app;

--
-- Name: FUNCTION works_elsewhere(account_id uuid); Type: ACL; Schema: berth; Owner: berth_sign_in
--

REVOKE ALL ON FUNCTION berth.works_elsewhere(account_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION berth.works_elsewhere(account_id uuid) TO berth_app;

--
-- Name: TABLE apprenticeship; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.apprenticeship TO berth_app;

--
-- Name: COLUMN apprenticeship.training; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(training) ON TABLE berth.apprenticeship TO berth_app;

--
-- Name: COLUMN apprenticeship.taken_back; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(taken_back) ON TABLE berth.apprenticeship TO berth_app;

--
-- Name: COLUMN apprenticeship.version; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(version) ON TABLE berth.apprenticeship TO berth_app;

--
-- Name: TABLE apprenticeship_event; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.apprenticeship_event TO berth_app;

--
-- Name: TABLE apprenticeship_standard; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.apprenticeship_standard TO berth_app;

--
-- Name: COLUMN apprenticeship_standard.superseded_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(superseded_at) ON TABLE berth.apprenticeship_standard TO berth_app;

--
-- Name: TABLE apprenticeship_version; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.apprenticeship_version TO berth_app;

--
-- Name: COLUMN apprenticeship_version.superseded_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(superseded_at) ON TABLE berth.apprenticeship_version TO berth_app;

--
-- Name: TABLE assignment; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.assignment TO berth_app;

--
-- Name: COLUMN assignment.superseded_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(superseded_at) ON TABLE berth.assignment TO berth_app;

--
-- Name: TABLE audit_event; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.audit_event TO berth_app;

--
-- Name: TABLE bank_holiday; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.bank_holiday TO berth_app;

--
-- Name: TABLE candidate; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.candidate TO berth_app;

--
-- Name: TABLE candidate_event; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.candidate_event TO berth_app;

--
-- Name: TABLE contract; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.contract TO berth_app;

--
-- Name: TABLE counter; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.counter TO berth_app;

--
-- Name: TABLE country; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.country TO berth_app;

--
-- Name: TABLE country_list_entry; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.country_list_entry TO berth_app;

--
-- Name: TABLE deadline; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.deadline TO berth_app;

--
-- Name: TABLE employment_start; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.employment_start TO berth_app;

--
-- Name: COLUMN employment_start.superseded_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(superseded_at) ON TABLE berth.employment_start TO berth_app;

--
-- Name: TABLE headcount; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.headcount TO berth_app;

--
-- Name: COLUMN headcount.superseded_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(superseded_at) ON TABLE berth.headcount TO berth_app;

--
-- Name: TABLE host_preference; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE berth.host_preference TO berth_app;

--
-- Name: TABLE levy_movement; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.levy_movement TO berth_app;

--
-- Name: COLUMN levy_movement.superseded_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(superseded_at) ON TABLE berth.levy_movement TO berth_app;

--
-- Name: TABLE match_lock; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.match_lock TO berth_app;

--
-- Name: TABLE match_placement; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.match_placement TO berth_app;

--
-- Name: TABLE match_run; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.match_run TO berth_app;

--
-- Name: COLUMN match_run.status; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(status) ON TABLE berth.match_run TO berth_app;

--
-- Name: COLUMN match_run.published_by; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(published_by) ON TABLE berth.match_run TO berth_app;

--
-- Name: COLUMN match_run.published_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(published_at) ON TABLE berth.match_run TO berth_app;

--
-- Name: COLUMN match_run.superseded_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(superseded_at) ON TABLE berth.match_run TO berth_app;

--
-- Name: COLUMN match_run.version; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(version) ON TABLE berth.match_run TO berth_app;

--
-- Name: TABLE match_student; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.match_student TO berth_app;

--
-- Name: TABLE milestone; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.milestone TO berth_app;

--
-- Name: TABLE milestone_definition; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.milestone_definition TO berth_app;

--
-- Name: TABLE milestone_fact; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.milestone_fact TO berth_app;

--
-- Name: TABLE milestone_prerequisite; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.milestone_prerequisite TO berth_app;

--
-- Name: TABLE off_the_job_hours; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.off_the_job_hours TO berth_app;

--
-- Name: TABLE organisation; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.organisation TO berth_app;

--
-- Name: TABLE partnership; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.partnership TO berth_app;
GRANT SELECT ON TABLE berth.partnership TO berth_sign_in;

--
-- Name: TABLE pathway; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.pathway TO berth_app;

--
-- Name: TABLE pathway_version; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.pathway_version TO berth_app;

--
-- Name: TABLE placement; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.placement TO berth_app;

--
-- Name: TABLE placement_adjustment; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE berth.placement_adjustment TO berth_app;

--
-- Name: TABLE placement_request; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.placement_request TO berth_app;

--
-- Name: TABLE placement_term; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.placement_term TO berth_app;

--
-- Name: TABLE post; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.post TO berth_app;

--
-- Name: TABLE post_reservation; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.post_reservation TO berth_app;

--
-- Name: TABLE post_version; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.post_version TO berth_app;

--
-- Name: COLUMN post_version.superseded_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(superseded_at) ON TABLE berth.post_version TO berth_app;

--
-- Name: TABLE practice; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.practice TO berth_app;

--
-- Name: COLUMN practice.ended_on; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(ended_on) ON TABLE berth.practice TO berth_app;

--
-- Name: COLUMN practice.end_kind; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(end_kind) ON TABLE berth.practice TO berth_app;

--
-- Name: COLUMN practice.end_reason_code; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(end_reason_code) ON TABLE berth.practice TO berth_app;

--
-- Name: COLUMN practice.ended_by; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(ended_by) ON TABLE berth.practice TO berth_app;

--
-- Name: COLUMN practice.ended_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(ended_at) ON TABLE berth.practice TO berth_app;

--
-- Name: COLUMN practice.version; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(version) ON TABLE berth.practice TO berth_app;

--
-- Name: TABLE practice_day; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.practice_day TO berth_app;

--
-- Name: TABLE practice_educator; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.practice_educator TO berth_app;

--
-- Name: TABLE practice_event; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.practice_event TO berth_app;

--
-- Name: TABLE practice_payment; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.practice_payment TO berth_app;

--
-- Name: TABLE preference; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE berth.preference TO berth_app;

--
-- Name: TABLE reason_code; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.reason_code TO berth_app;

--
-- Name: TABLE report_return; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.report_return TO berth_app;

--
-- Name: TABLE role_route; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.role_route TO berth_app;

--
-- Name: TABLE round; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.round TO berth_app;

--
-- Name: TABLE round_event; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.round_event TO berth_app;

--
-- Name: TABLE round_snapshot; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.round_snapshot TO berth_app;

--
-- Name: TABLE rule; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.rule TO berth_app;

--
-- Name: TABLE rule_name; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.rule_name TO berth_app;

--
-- Name: TABLE staff_account; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.staff_account TO berth_app;
GRANT SELECT,INSERT ON TABLE berth.staff_account TO berth_sign_in;

--
-- Name: COLUMN staff_account.staff_account_id; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT INSERT(staff_account_id) ON TABLE berth.staff_account TO berth_app;

--
-- Name: COLUMN staff_account.login; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT INSERT(login) ON TABLE berth.staff_account TO berth_app;

--
-- Name: COLUMN staff_account.full_name; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT INSERT(full_name),UPDATE(full_name) ON TABLE berth.staff_account TO berth_app;

--
-- Name: COLUMN staff_account.email; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT INSERT(email),UPDATE(email) ON TABLE berth.staff_account TO berth_app;

--
-- Name: COLUMN staff_account.archived_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(archived_at) ON TABLE berth.staff_account TO berth_app;

--
-- Name: COLUMN staff_account.version; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(version) ON TABLE berth.staff_account TO berth_app;

--
-- Name: TABLE staff_role; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.staff_role TO berth_app;
GRANT SELECT ON TABLE berth.staff_role TO berth_sign_in;

--
-- Name: TABLE student; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE berth.student TO berth_app;

--
-- Name: TABLE student_adjustment; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE berth.student_adjustment TO berth_app;

--
-- Name: TABLE student_conflict; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE berth.student_conflict TO berth_app;

--
-- Name: TABLE student_pair; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE berth.student_pair TO berth_app;

--
-- Name: TABLE student_prior_setting; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE berth.student_prior_setting TO berth_app;

--
-- Name: TABLE training_approval; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.training_approval TO berth_app;

--
-- Name: TABLE travel; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE berth.travel TO berth_app;

--
-- Name: TABLE workforce_comparator; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT ON TABLE berth.workforce_comparator TO berth_app;

--
-- Name: TABLE workforce_return; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT SELECT,INSERT ON TABLE berth.workforce_return TO berth_app;

--
-- Name: COLUMN workforce_return.superseded_at; Type: ACL; Schema: berth; Owner: berth_owner
--

GRANT UPDATE(superseded_at) ON TABLE berth.workforce_return TO berth_app;
