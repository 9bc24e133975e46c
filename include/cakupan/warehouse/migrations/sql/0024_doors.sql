-- What the pipeline may have done though it owns nothing but its build schemas: functions of the owner, each with a
-- search path that nobody can change, that look at what they are told. Who may call them stands in roles.yaml.

-- Who acted: a login of a person cannot write another name than its own. The pipeline tells whom it works for.
create function control.name_actor() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if session_user <> 'cakupan_pipeline' and not pg_has_role(session_user, current_user, 'member') then
        new.actor := session_user;
    end if;
    return new;
end
$$;
create trigger action_is_named before insert on control.action
for each row execute function control.name_actor();
alter table control.action enable always trigger action_is_named;

-- A run that ended stays as it ended.
create function control.refuse_ended_run() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception '% on %.% refused: a run that ended never changes', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;
create trigger run_that_ended_stays before update on control.close_run for each row
when (old.state in ('published', 'already_published', 'stands', 'rebuilt'))
execute function control.refuse_ended_run();

-- A run is given a schema of its own, which belongs to the pipeline: it may fill it and drop it, and make no other.
create function control.make_build_schema(run_id text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    run control.close_run;
    name text;
begin
    select close_run.* into run from control.close_run
    where close_run.run_id = make_build_schema.run_id for update;
    if run.run_id is null or run.build_schema is not null or run.period !~ '^\d{4}-\d\d$' then
        raise exception 'no build schema for the run %', make_build_schema.run_id
            using errcode = 'insufficient_privilege';
    end if;
    name := format('build_%s_%s', replace(run.period, '-', ''), left(replace(gen_random_uuid()::text, '-', ''), 8));
    execute format('create schema %I authorization cakupan_pipeline', name);
    update control.close_run set build_schema = name where close_run.run_id = run.run_id;
    return name;
end
$$;

-- Only a run's own schema is named by it, so this column takes nothing from the pipeline but its end.
create function control.leave_build_schema(run_id text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update control.close_run set build_schema = null where close_run.run_id = leave_build_schema.run_id
$$;

create function intake.make_partition(of_period text) returns void
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
    execute format('create table intake.%I (like intake.roster_row including all)', name);
    execute format(
        'alter table intake.roster_row attach partition intake.%I for values in (%L)',
        name, make_partition.of_period
    );
end
$$;

-- To hold a submission takes the right to change it, which nobody has; held until the transaction ends.
create function intake.lock_submissions(submission_nos bigint[]) returns setof bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    select submission.submission_no
    from intake.submission
    where submission.submission_no = any(lock_submissions.submission_nos)
    order by submission.submission_no
    for update
$$;
