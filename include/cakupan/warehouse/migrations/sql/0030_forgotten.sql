-- Persons who were forgotten: their rows are emptied and their keys gone, by one function that records itself.
-- The number of a person stays, for published figures and facts name it; of his keys a keyed digest stays, by which he is
-- known again when a later load or list names him.

create table identity.forgotten (
    key_digest bytea primary key,
    person_no bigint,
    action_no bigint not null
);
comment on table identity.forgotten is
'Keys of forgotten persons, as digests under the secret of this installation: a load that names one is told of and makes nobody of it.';
create trigger forgotten_only_grows before update or delete or truncate on identity.forgotten
for each statement execute function control.refuse_change();

-- HMAC-SHA-256 of a key, other than the one that orders persons.
create function identity.key_digest(key_no bigint, inner_pad bytea, outer_pad bytea) returns bytea
language sql immutable parallel safe as $$
    select sha256(outer_pad || sha256(inner_pad || convert_to('forgotten ', 'UTF8') || int8send(key_no)))
$$;

-- What only grows, but for the function below, as whom nobody logs in but the owner.
create function identity.refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op <> 'TRUNCATE' and current_setting('cakupan.emptying', true) = 'on'
        and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid)
    then
        return null;
    end if;
    raise exception '% on %.% refused: this table only grows', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

do $$
declare
    name text;
begin
    foreach name in array array['person_key', 'description', 'finding', 'ruling']
    loop
        execute format(
            'create or replace trigger %I before update or delete or truncate on identity.%I '
            'for each statement execute function identity.refuse_change()', name || '_only_grows', name
        );
    end loop;
end
$$;

-- `rows` are the places of the person's rows: own ones are emptied of all that tells of people; of others, which may tell of
-- somebody else, the person's keys are taken. Returns the number of the action.
create function retention.forget(
    person_no bigint, person_nos bigint[], key_nos bigint[], inner_pad bytea, outer_pad bytea,
    rows jsonb, actor text, reason text, details jsonb
) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    keys text[] := array(select identity.key_text(key_no) from unnest(forget.key_nos) as key_no);
    load_nos bigint[] := array(
        select person_key.load_no from identity.person_key where person_key.key_no = any(forget.key_nos)
        union
        select ruling.load_no from identity.ruling where ruling.person_no = any(forget.person_nos)
    );
    before jsonb := '{}';
    portions jsonb;
    counted bigint;
    counts jsonb := '{}';
    of_table text;
    recorded bigint;
begin
    select coalesce(jsonb_object_agg(
        said.load_no || ' ' || said.part || ' ' || said.portion,
        jsonb_build_object(
            'load_no', said.load_no, 'part', said.part, 'portion', said.portion,
            'rows_before', said.row_count, 'sha256_before', said.sha256
        )
    ), '{}') into before
    from chain.portions_of_persons(load_nos, array['person_key', 'ruling']) as said;

    perform set_config('cakupan.emptying', 'on', true);

    execute 'update intake.roster_row set ' || retention.emptying('intake.roster_row')
        || ' from jsonb_to_recordset($1) as place (period text, submission_no bigint, judgement_no integer,'
        || ' sheet_no integer, row_number integer, is_own boolean)'
        || ' where place.is_own and roster_row.period = place.period and roster_row.submission_no = place.submission_no'
        || ' and roster_row.judgement_no = place.judgement_no and roster_row.sheet_no = place.sheet_no'
        || ' and roster_row.row_number = place.row_number'
    using forget.rows -> 'intake.roster_row';
    get diagnostics counted = row_count;
    counts := counts || jsonb_build_object('intake.roster_row', counted);

    update intake.roster_row
    set
        nik = case when roster_row.nik = any(keys) then null else roster_row.nik end,
        kpj = case when roster_row.kpj = any(keys) then null else roster_row.kpj end
    from jsonb_to_recordset(forget.rows -> 'intake.roster_row') as place (
        period text, submission_no bigint, judgement_no integer, sheet_no integer, row_number integer, is_own boolean
    )
    where not place.is_own and roster_row.period = place.period and roster_row.submission_no = place.submission_no
        and roster_row.judgement_no = place.judgement_no and roster_row.sheet_no = place.sheet_no
        and roster_row.row_number = place.row_number;
    get diagnostics counted = row_count;
    counts := counts || jsonb_build_object('keys in rows of others', counted);

    foreach of_table in array array['register.membership', 'register.claim']
    loop
        execute format(
            'update %s as dated set %s from jsonb_to_recordset($1) as place (load_no bigint, file_no integer, row_number bigint)'
            ' where dated.load_no = place.load_no and dated.file_no = place.file_no and dated.row_number = place.row_number',
            of_table, retention.emptying(of_table::regclass)
        ) using forget.rows -> of_table;
        get diagnostics counted = row_count;
        counts := counts || jsonb_build_object(of_table, counted);
    end loop;

    execute 'update identity.description set ' || retention.emptying('identity.description') || ' where person_no = any($1)'
    using forget.person_nos;
    get diagnostics counted = row_count;
    counts := counts || jsonb_build_object('identity.description', counted);
    update identity.finding set key_no = null where finding.key_no = any(forget.key_nos);
    update identity.ruling set row_digest = '', guard_digest = null, reason = 'dilupakan'
    where ruling.person_no = any(forget.person_nos);
    delete from identity.person_key where person_key.key_no = any(forget.key_nos);
    get diagnostics counted = row_count;
    counts := counts || jsonb_build_object('identity.person_key', counted);

    perform set_config('cakupan.emptying', 'off', true);

    select coalesce(jsonb_agg(
        was.value || jsonb_build_object('rows_after', coalesce(said.row_count, 0), 'sha256_after', said.sha256)
        order by was.key
    ), '[]') into portions
    from jsonb_each(before) as was
    left join chain.portions_of_persons(load_nos, array['person_key', 'ruling']) as said
        on was.key = said.load_no || ' ' || said.part || ' ' || said.portion
    where said.sha256 is distinct from was.value ->> 'sha256_before';

    insert into control.action (action, subject, actor, reason, details, acted_at)
    values (
        'forget', coalesce('person ' || forget.person_no, 'person without number'), forget.actor, forget.reason,
        forget.details || jsonb_build_object('rows', counts, 'portions', portions), control.now()
    )
    returning action_no into recorded;
    insert into identity.forgotten (key_digest, person_no, action_no)
    select identity.key_digest(key_no, forget.inner_pad, forget.outer_pad), forget.person_no, recorded
    from unnest(forget.key_nos) as key_no
    on conflict do nothing;
    return recorded;
end
$$;

revoke all on function retention.forget, identity.key_digest from public;
