-- What is kept no longer: rows emptied of what tells of people, by functions alone, each recorded as it happens.
-- Which columns those are is read from the comments that set-up puts on them, so that there is one list.
create schema retention;

create function retention.personal_columns(told regclass) returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
    select array_agg(attname::text order by attnum)
    from pg_attribute
    where attrelid = told and attnum > 0 and not attisdropped
        and col_description(attrelid, attnum) like '%Personal data: %'
$$;

-- `column = what it is emptied to` for each personal column of a table.
create function retention.emptying(told regclass) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    emptied text;
begin
    select string_agg(
        format('%I = %s', attname, case
            when not attnotnull then 'null'
            when atttypid = 'jsonb'::regtype then '''{}'''
            else ''''''
        end), ', ' order by attnum
    ) into emptied
    from pg_attribute
    where attrelid = told and attname = any(retention.personal_columns(told));
    if emptied is null then
        raise exception 'no column of % is marked as personal: run `cakupan setup`', told;
    end if;
    return emptied;
end
$$;

-- Lists that counted in published months: the facts of editions, if any were published.
create function retention.counted() returns table (submission_no bigint, period text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if to_regclass('marts.fct_submissions') is null then
        return;
    end if;
    return query execute
        'select fact.submission_no, edition.period from marts.fct_submissions as fact'
        ' inner join publication.edition on fact.edition_no = edition.edition_no where fact.is_in_force';
end
$$;

-- Lists that count now: for the month of the clock or the month before.
create function retention.in_force_now() returns table (submission_no bigint)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select distinct listed.submission_no
    from (values (0), (1)) as before (months)
    cross join lateral intake.in_force(
        'infinity', to_char(control.now() at time zone 'Asia/Jakarta' - before.months * interval '1 month', 'YYYY-MM')
    ) as listed
$$;

-- The day on which the last row of a file was replaced; null while one is not. A file that changed no row was of use once.
create function retention.rows_used_until(table_name text, of_load bigint, of_file integer) returns date
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    used date;
    is_current boolean;
begin
    execute format(
        'select max((load.recorded_at at time zone ''Asia/Jakarta'')::date), bool_or(load.load_no is null) '
        'from %s as dated left join control.load on dated.replaced_by_load_no = load.load_no '
        'where dated.load_no = $1 and dated.file_no = $2', rows_used_until.table_name::regclass
    ) into used, is_current using of_load, of_file;
    if is_current then
        return null;
    end if;
    return coalesce(
        used, (select (load.recorded_at at time zone 'Asia/Jakarta')::date from control.load where load.load_no = of_load)
    );
end
$$;

-- A row that was replaced may be emptied by the function below, and changed by nobody in anything else.
create or replace function register.refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.replaced_by_load_no is null and new.replaced_by_load_no is not null then
            old.replaced_by_load_no := new.replaced_by_load_no;
            if new is not distinct from old then
                return new;
            end if;
        elsif
            current_setting('cakupan.emptying', true) = 'on'
            and to_jsonb(new) - retention.personal_columns(tg_relid) = to_jsonb(old) - retention.personal_columns(tg_relid)
            and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid)
        then
            return new;
        end if;
    end if;
    raise exception '% on %.% refused: a dated row can only be closed, once', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

create function retention.empty_roster_rows(submission_nos bigint[], actor text, reason text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    emptied bigint;
    counting text;
begin
    select string_agg(submission.submission_id, ', ' order by submission.submission_no) into counting
    from intake.submission
    where submission.submission_no = any(submission_nos)
        and submission.submission_no in (select listed.submission_no from retention.in_force_now() as listed);
    if counting is not null then
        raise exception '% in force: the rows of a list that counts are kept', counting using errcode = 'restrict_violation';
    end if;
    insert into control.action (action, subject, actor, reason, details, acted_at)
    select
        'purge', submission.submission_id, empty_roster_rows.actor, empty_roster_rows.reason,
        jsonb_build_object('kind', 'roster_rows'), control.now()
    from intake.submission
    where submission.submission_no = any(submission_nos)
    order by submission.submission_no;
    execute 'update intake.roster_row set ' || retention.emptying('intake.roster_row')
        || ' where submission_no = any($1) and period in (select period from intake.submission where submission_no = any($1))'
    using submission_nos;
    get diagnostics emptied = row_count;
    return emptied;
end
$$;

-- Rows of a table of the register that were replaced before an instant.
create function retention.empty_replaced_rows(told regclass, before timestamptz, actor text, reason text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    emptied bigint;
    columns text[] := retention.personal_columns(told);
begin
    if (select relnamespace <> 'register'::regnamespace from pg_class where oid = told) or columns is null then
        raise exception '% is no table of the register that tells of people', told;
    end if;
    perform set_config('cakupan.emptying', 'on', true);
    execute format(
        'update %s as dated set %s from control.load '
        'where dated.replaced_by_load_no = load.load_no and load.recorded_at < $1 and dated.row_hash <> ''''',
        told, retention.emptying(told)
    ) using before;
    get diagnostics emptied = row_count;
    perform set_config('cakupan.emptying', 'off', true);
    if emptied > 0 then
        insert into control.action (action, subject, actor, reason, details, acted_at)
        values (
            'purge', told::text, empty_replaced_rows.actor, empty_replaced_rows.reason,
            jsonb_build_object('kind', 'register_rows', 'replaced_before', before, 'rows', emptied), control.now()
        );
    end if;
    return emptied;
end
$$;

revoke all on all functions in schema retention from public;
