-- What each submission is at an instant, and which lists are in force then: said here once, read by all.
-- A load that is not stamped yet was recorded at infinity: at as_of 'infinity' a transaction sees what it does itself.

create function intake.judgement_at(as_of timestamptz) returns table (
    submission_no bigint,
    judgement_no integer,
    outcome text,
    held_reason text,
    is_released boolean,
    release_reason text
) language sql stable as $$
    select
        judgement.submission_no,
        judgement.judgement_no,
        case when newest_hold.state = 'held' then 'held' else judgement.outcome end,
        case when newest_hold.state = 'held' then newest_hold.reason end,
        coalesce(newest_hold.state = 'released', false),
        case when newest_hold.state = 'released' then newest_hold.reason end
    from intake.judgement
    left join control.load as judged on judgement.load_no = judged.load_no
    left join lateral (
        select hold.state, hold.reason
        from intake.hold
        left join control.load as recorded on hold.load_no = recorded.load_no
        where hold.submission_no = judgement.submission_no and hold.judgement_no = judgement.judgement_no
            and coalesce(recorded.recorded_at, 'infinity') <= judgement_at.as_of
        order by recorded.recorded_at desc nulls first, hold.hold_no desc
        limit 1
    ) as newest_hold on true
    where coalesce(judged.recorded_at, 'infinity') <= judgement_at.as_of
        and not exists (
            select from intake.judgement as newer
            left join control.load as judged_newer on newer.load_no = judged_newer.load_no
            where newer.submission_no = judgement.submission_no and newer.judgement_no > judgement.judgement_no
                and coalesce(judged_newer.recorded_at, 'infinity') <= judgement_at.as_of
        )
$$;
comment on function intake.judgement_at is
'The judgement that counts at as_of, and whether it is set aside then. One row per submission judged by as_of.';

-- The view keeps its columns: it says of now what the function says of any instant.
create or replace view intake.latest_judgement as
select
    judgement.submission_no,
    judgement.judgement_no,
    judgement.load_no,
    judgement.contract_version,
    judgement.rules_version,
    latest.outcome,
    judgement.refusal_code,
    judgement.refusal_text,
    judgement.is_nil,
    judgement.received,
    judgement.accepted,
    judgement.quarantined,
    judgement.duplicates,
    judgement.stated_total,
    latest.held_reason,
    latest.is_released,
    latest.release_reason
from intake.judgement_at('infinity') as latest
inner join intake.judgement
    on latest.submission_no = judgement.submission_no and latest.judgement_no = judgement.judgement_no;

create type intake.submission_state as (
    submission_no bigint,
    judgement_no integer,
    list_no bigint,
    part_no bigint,
    submission_id text,
    partner_no bigint,
    partner_id text,
    roster_kind text,
    period text,
    funding_code text,
    agreement_id text,
    outcome text,
    refusal_code text,
    received integer,
    accepted integer,
    quarantined integer,
    duplicates integer,
    is_full boolean,
    is_carried_forward boolean,
    is_nil boolean,
    is_released boolean,
    is_usable boolean,
    valid_from date,
    valid_to date,
    received_at timestamptz
);
comment on type intake.submission_state is
'A submission as it is at an instant. A file that is a list by itself is its list and its part. Usable: neither refused nor held.';

create function intake.submission_at(as_of timestamptz) returns setof intake.submission_state
language sql stable as $$
    select
        submission.submission_no,
        judgement.judgement_no,
        coalesce(submission.list_no, submission.submission_no),
        coalesce(submission.part_no, submission.submission_no),
        submission.submission_id,
        submission.partner_no,
        submission.partner_id,
        submission.roster_kind,
        submission.period,
        submission.funding_code,
        submission.agreement_id,
        coalesce(standing.outcome, 'waiting'),
        judgement.refusal_code,
        coalesce(judgement.received, 0),
        coalesce(judgement.accepted, 0),
        coalesce(judgement.quarantined, 0),
        coalesce(judgement.duplicates, 0),
        submission.is_full,
        submission.carry_forward,
        coalesce(judgement.is_nil, false),
        coalesce(standing.is_released, false),
        coalesce(standing.outcome in ('accepted', 'accepted_with_findings'), false),
        submission.valid_from,
        submission.valid_to,
        submission.received_at
    from intake.submission
    left join control.load as arrived on submission.load_no = arrived.load_no
    left join intake.judgement_at(submission_at.as_of) as standing
        on submission.submission_no = standing.submission_no
    left join intake.judgement
        on standing.submission_no = judgement.submission_no and standing.judgement_no = judgement.judgement_no
    where coalesce(arrived.recorded_at, 'infinity') <= submission_at.as_of
$$;
comment on function intake.submission_at is
'What was received by as_of, with the judgement that counts then; outcome waiting: not judged yet. One row per submission.';

create function intake.list_parts_at(
    as_of timestamptz, of_list_no bigint, before_submission_no bigint = null, counts_waiting boolean = false
) returns setof intake.submission_state language sql stable as $$
    select distinct on (file.part_no) file.*
    from intake.submission_at(list_parts_at.as_of) as file
    where file.list_no = list_parts_at.of_list_no
        and (file.is_usable or (list_parts_at.counts_waiting and file.outcome = 'waiting'))
        and (
            list_parts_at.before_submission_no is null
            or file.submission_no < list_parts_at.before_submission_no
        )
    order by file.part_no, file.submission_no desc
$$;
comment on function intake.list_parts_at is
'Of each part of a list the newest usable file, of those that came before another. With counts_waiting a file not judged yet is usable.';

create function intake.full_list_at(
    as_of timestamptz,
    of_partner_no bigint,
    of_roster_kind text,
    begun_by date,
    before_list_no bigint = null,
    counts_waiting boolean = false
) returns setof intake.submission_state language sql stable as $$
    select file.*
    from intake.submission_at(full_list_at.as_of) as file
    where file.partner_no = full_list_at.of_partner_no
        and file.roster_kind = full_list_at.of_roster_kind
        and file.valid_from <= full_list_at.begun_by
        and file.is_full
        and (file.is_usable or (full_list_at.counts_waiting and file.outcome = 'waiting'))
        and (full_list_at.before_list_no is null or file.list_no < full_list_at.before_list_no)
    order by file.valid_from desc, file.list_no desc, file.submission_no desc
    limit 1
$$;
comment on function intake.full_list_at is
'The newest usable full list of a partner and kind that begins by a day, of those that came before another: its newest file, or no row.';

create function intake.in_force(as_of timestamptz, of_period text)
returns setof intake.submission_state language sql stable as $$
    with
    month as (
        select
            make_date(left(in_force.of_period, 4)::integer, right(in_force.of_period, 2)::integer, 1) as first_day,
            (
                make_date(left(in_force.of_period, 4)::integer, right(in_force.of_period, 2)::integer, 1)
                + interval '1 month - 1 day'
            )::date as last_day
    ),
    reaching as (
        select submission.*
        from intake.submission
        where submission.period = in_force.of_period
        union all
        select submission.*
        from intake.submission
        cross join month
        where submission.carry_forward and submission.period <> in_force.of_period
            and submission.valid_from <= month.last_day
            and (submission.valid_to is null or submission.valid_to >= month.first_day)
    ),
    newest as (
        select owed.partner_no, owed.roster_kind, full_list.list_no, full_list.valid_from
        from (select distinct reaching.partner_no, reaching.roster_kind from reaching) as owed
        cross join month
        left join lateral intake.full_list_at(
            in_force.as_of, owed.partner_no, owed.roster_kind, month.last_day
        ) as full_list on true
    ),
    standing as (
        select newest.list_no from newest where newest.list_no is not null
        union
        select coalesce(addition.list_no, addition.submission_no)
        from reaching as addition
        inner join newest
            on addition.partner_no = newest.partner_no and addition.roster_kind = newest.roster_kind
        where not addition.is_full
            and (
                newest.list_no is null
                or (addition.valid_from, coalesce(addition.list_no, addition.submission_no))
                > (newest.valid_from, newest.list_no)
            )
    )
    select file.*
    from standing
    cross join month
    cross join lateral intake.list_parts_at(in_force.as_of, standing.list_no) as file
    where file.valid_from <= month.last_day
        and (file.valid_to is null or file.valid_to >= month.first_day)
        and (file.is_carried_forward or file.period = in_force.of_period)
$$;
comment on function intake.in_force is
'Lists that count for a month as known at as_of: of each partner and kind the newest full list and every addition after it,
while valid; one that is not carried forward counts in its own month only. One row per submission.';

-- A month, a list and a partner's lists are found without reading the months before.
create index on intake.submission (period);
create index on intake.submission (valid_to) where carry_forward;
create index on intake.submission (partner_no, roster_kind, valid_from);
create index on intake.submission (
    (coalesce(list_no, submission_no)), (coalesce(part_no, submission_no))
);
