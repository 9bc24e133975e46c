-- Months before those kept of which nothing reads a row: every list judged, answered, in the lake, and
-- not in force.
with

kept as (
    select
        to_char(
            control.now() at time zone 'Asia/Jakarta' - make_interval(months => months.before), 'YYYY-MM'
        ) as period
    from generate_series(0, %(months)s - 1) as months (before)
),

in_force as (
    select distinct submission.period
    from kept
    cross join lateral intake.in_force('infinity', kept.period) as listed
    inner join intake.submission on listed.submission_no = submission.submission_no
),

here as (
    select replace(replace(class.relname, 'roster_row_', ''), '_', '-') as period
    from pg_inherits
    inner join pg_class as class on pg_inherits.inhrelid = class.oid
    where pg_inherits.inhparent = 'intake.roster_row'::regclass
),

stays as (
    select submission.period
    from intake.submission
    left join intake.judgement_at('infinity') as standing
        on submission.submission_no = standing.submission_no
    where
        standing.outcome is null
        or standing.outcome = 'held'
        or not exists (
            select from intake.receipt
            where receipt.submission_no = submission.submission_no
        )
    union
    select submission.period
    from intake.submission
    inner join intake.judgement on submission.submission_no = judgement.submission_no
    where
        not exists (
            select from control.lake_portion
            where
                lake_portion.portion_kind = 'load'
                and lake_portion.portion_no = judgement.load_no
        )
    union
    -- A ruling looks at the row that it was made about.
    select submission.period
    from control.action
    inner join intake.submission on split_part(action.subject, '/', 1) = submission.submission_id
    where action.action = 'ruling'
)

select here.period
from here
where
    here.period < (select min(kept.period) from kept)
    and here.period not in (select in_force.period from in_force)
    and here.period not in (select stays.period from stays)
order by here.period
