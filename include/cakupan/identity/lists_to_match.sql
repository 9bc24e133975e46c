-- Lists of people whose rows are decided about in an epoch, each once, with the first load that brings it up.
create temporary table list_to_match on commit drop as
with

touched as (
    -- What a load judged, and what it released.
    select
        judgement.load_no,
        judgement.submission_no,
        judgement.judgement_no
    from intake.judgement
    where judgement.load_no = any(%(load_nos)s)
    union
    select
        hold.load_no,
        hold.submission_no,
        hold.judgement_no
    from intake.hold
    where hold.load_no = any(%(load_nos)s) and hold.state = 'released'
),

counted as (
    -- Of that what counted as the load was recorded, whatever came of it since.
    -- Looked up one by one (offset 0): the cost follows the loads and not the months on record.
    select
        touched.load_no,
        standing.period,
        standing.partner_no,
        standing.roster_kind,
        standing.submission_no,
        standing.judgement_no
    from touched
    inner join control.load on touched.load_no = load.load_no
    cross join
        lateral (
            select submission.* from intake.submission_at(load.recorded_at) as submission
            where submission.submission_no = touched.submission_no
            order by submission.submission_no
            offset 0
        ) as standing
    where touched.judgement_no = standing.judgement_no and standing.is_usable
),

looked_at_again as (
    -- In force for the month of the instant, or for the month before, which is being closed then.
    select
        (%(load_nos)s::bigint[])[1] as load_no,
        in_force.period,
        in_force.partner_no,
        in_force.roster_kind,
        in_force.submission_no,
        in_force.judgement_no
    from generate_series(0, 1) as month (months_before)
    cross join
        lateral intake.in_force(
            %(instant)s,
            to_char(
                (%(instant)s at time zone 'Asia/Jakarta')
                - make_interval(months => month.months_before),
                'YYYY-MM'
            )
        ) as in_force
    where %(looks_again)s
),

brought_up as (
    select counted.* from counted
    union
    select looked_at_again.* from looked_at_again
)

select distinct on (brought_up.submission_no, brought_up.judgement_no) brought_up.*
from brought_up
inner join control.load on brought_up.load_no = load.load_no
where brought_up.roster_kind = any(%(kinds_of_people)s)
order by brought_up.submission_no, brought_up.judgement_no, load.recorded_at, load.load_no
