-- Full lists and corrections of lists among some submissions, in rounds: of a partner's lists of one kind
-- each is weighed after the one before it, for a list that is held is not what the next one replaces.
with

given as (
    select
        submission.partner_no,
        submission.roster_kind,
        case
            when submission.part_no <> submission.submission_no then submission.submission_no
            else submission.list_no
        end as submission_no
    from intake.submission_at('infinity') as submission
    where submission.submission_no = any(%(submission_nos)s) and submission.is_full
),

ranked as (
    select distinct
        given.submission_no,
        dense_rank() over (
            partition by given.partner_no, given.roster_kind
            order by given.submission_no
        ) as round
    from given
)

select array_agg(ranked.submission_no order by ranked.submission_no) as submission_nos
from ranked
group by ranked.round
order by ranked.round
