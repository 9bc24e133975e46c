-- Months that leave the database: their rows are in the lake alone, and come back when they are asked for.

create table control.lake_month (
    event_no bigint generated always as identity primary key,
    period text not null,
    state text not null check (state in ('left', 'back')),
    row_count bigint not null,
    action_no bigint not null references control.action,
    recorded_at timestamptz not null default control.now()
);
comment on table control.lake_month is
'One row per time the rows of lists of a month left the database or came back; by the newest the month is in the lake alone, or here.';
create trigger lake_month_only_grows before update or delete or truncate on control.lake_month
for each statement execute function control.refuse_change();

create function intake.has_left(of_period text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce((
        select lake_month.state = 'left' from control.lake_month
        where lake_month.period = has_left.of_period order by lake_month.event_no desc limit 1
    ), false)
$$;

-- The rows of a month in the lake, as its newest files say.
create function intake.rows_in_lake(of_period text) returns bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(sum(newest.row_count), 0)::bigint
    from (
        select distinct on (file.portion_no) file.row_count from control.lake_file as file
        where file.table_name = 'intake.roster_row' and file.content = 'rows' and file.period = rows_in_lake.of_period
        order by file.portion_no, file.version desc
    ) as newest
$$;

-- Drops the partition of a month, if the lake holds all of it and nothing reads it now; the caller has compared the files.
create function intake.let_month_leave(of_period text, actor text, reason text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    partition regclass := to_regclass(format('intake.%I', 'roster_row_' || replace(of_period, '-', '_')));
    counted bigint;
    recorded bigint;
begin
    if partition is null or of_period !~ '^\d{4}-(0[1-9]|1[0-2])$' or intake.has_left(of_period) then
        raise exception 'month % has no rows here', of_period using errcode = 'insufficient_privilege';
    end if;
    execute format('lock table %s in access exclusive mode', partition);
    execute format('select count(*) from %s', partition) into counted;
    if counted <> intake.rows_in_lake(of_period) then
        raise exception 'month % has % rows here and % in the lake', of_period, counted, intake.rows_in_lake(of_period)
            using errcode = 'restrict_violation';
    end if;
    if exists (
        select from intake.submission
        inner join retention.in_force_now() as listed on submission.submission_no = listed.submission_no
        where submission.period = of_period
    ) or exists (
        select from control.lake_change as changed
        where changed.table_name = 'intake.roster_row' and changed.period = of_period
            and changed.change_no > coalesce((
                select max(file.change_no) from control.lake_file as file
                where file.table_name = changed.table_name and file.portion_no = changed.portion_no
                    and file.period = changed.period
            ), 0)
    ) then
        raise exception 'month % has lists in force, or rows that were emptied since', of_period
            using errcode = 'restrict_violation';
    end if;
    execute format('drop table %s', partition);
    insert into control.action (action, subject, actor, reason, details, acted_at)
    values (
        'month_left', of_period, let_month_leave.actor, let_month_leave.reason,
        jsonb_build_object('rows', counted), control.now()
    ) returning action_no into recorded;
    insert into control.lake_month (period, state, row_count, action_no) values (of_period, 'left', counted, recorded);
    return counted;
end
$$;

-- Makes the partition again, to be filled in this transaction; `month_is_back` ends it.
create function intake.call_month_back(of_period text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not intake.has_left(of_period) then
        raise exception 'month % has not left', of_period using errcode = 'insufficient_privilege';
    end if;
    perform set_config('cakupan.calling_back', of_period, true);
    perform intake.make_partition(of_period);
end
$$;

create function intake.month_is_back(of_period text, actor text, reason text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    counted bigint;
    recorded bigint;
begin
    select count(*) into counted from intake.roster_row where roster_row.period = of_period;
    if not intake.has_left(of_period) or counted <> intake.rows_in_lake(of_period) then
        raise exception 'month % came back with % rows, and the lake holds %', of_period, counted,
            intake.rows_in_lake(of_period) using errcode = 'restrict_violation';
    end if;
    insert into control.action (action, subject, actor, reason, details, acted_at)
    values (
        'month_back', of_period, month_is_back.actor, month_is_back.reason,
        jsonb_build_object('rows', counted), control.now()
    ) returning action_no into recorded;
    insert into control.lake_month (period, state, row_count, action_no) values (of_period, 'back', counted, recorded);
    return counted;
end
$$;

-- A month of which rows are in the lake alone takes no others beside them.
create or replace function intake.make_partition(of_period text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    name text := format('roster_row_%s', replace(make_partition.of_period, '-', '_'));
begin
    if make_partition.of_period !~ '^\d{4}-(0[1-9]|1[0-2])$' then
        raise exception '% is no month', make_partition.of_period using errcode = 'insufficient_privilege';
    end if;
    if to_regclass(format('intake.%I', name)) is not null then
        return;
    end if;
    if intake.has_left(make_partition.of_period)
        and current_setting('cakupan.calling_back', true) is distinct from make_partition.of_period
    then
        raise exception 'the rows of month % are in the lake alone', make_partition.of_period
            using errcode = 'restrict_violation';
    end if;
    execute format('create table intake.%I (like intake.roster_row including all)', name);
    execute format(
        'alter table intake.roster_row attach partition intake.%I for values in (%L)',
        name, make_partition.of_period
    );
end
$$;

-- Drops the facts of an edition, which its signed bundle holds; the caller has compared the file with the manifest.
create function marts.let_facts_leave(fact text, edition_no bigint, row_count bigint, details jsonb, actor text, reason text)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    partition regclass := to_regclass(format('marts.%I', let_facts_leave.fact || '__e' || let_facts_leave.edition_no));
    counted bigint;
begin
    -- Which lists counted in a published month is asked of this one for as long as rows of lists are kept.
    if partition is null or let_facts_leave.fact !~ '^fct_[a-z_]+$' or let_facts_leave.fact = 'fct_submissions' then
        raise exception '% of edition % is no fact that leaves', let_facts_leave.fact, let_facts_leave.edition_no
            using errcode = 'insufficient_privilege';
    end if;
    execute format('select count(*) from %s', partition) into counted;
    if counted <> let_facts_leave.row_count then
        raise exception '% of edition % has % rows here and % in its bundle', let_facts_leave.fact,
            let_facts_leave.edition_no, counted, let_facts_leave.row_count using errcode = 'restrict_violation';
    end if;
    execute format('drop table %s', partition);
    insert into control.action (action, subject, actor, reason, details, acted_at)
    select
        'facts_left', edition.period || '/v' || edition.version, let_facts_leave.actor, let_facts_leave.reason,
        let_facts_leave.details || jsonb_build_object('fact', let_facts_leave.fact, 'rows', counted), control.now()
    from publication.edition where edition.edition_no = let_facts_leave.edition_no;
end
$$;

revoke all on function
    intake.let_month_leave, intake.call_month_back, intake.month_is_back, intake.rows_in_lake, intake.has_left,
    marts.let_facts_leave
from public;
