-- What intake.submission_at says of the instant as of which the tables are.
with

newest_holds as (
    select
        hold.submission_no,
        hold.judgement_no,
        hold.state
    from hold
    inner join load on hold.load_no = load.load_no
    qualify
        row_number() over (
            partition by hold.submission_no, hold.judgement_no
            order by load.recorded_at desc, hold.hold_no desc
        ) = 1
),

standing as (
    select
        judgement.*,
        case when newest_holds.state = 'held' then 'held' else judgement.outcome end as standing_outcome,
        coalesce(newest_holds.state = 'released', false) as is_released
    from judgement
    left join newest_holds
        on
            judgement.submission_no = newest_holds.submission_no
            and judgement.judgement_no = newest_holds.judgement_no
    qualify row_number() over (partition by judgement.submission_no order by judgement.judgement_no desc) = 1
)

select
    submission.submission_no,
    standing.judgement_no,
    coalesce(submission.list_no, submission.submission_no) as list_no,
    coalesce(submission.part_no, submission.submission_no) as part_no,
    submission.submission_id,
    submission.partner_no,
    submission.partner_id,
    submission.roster_kind,
    submission.period,
    submission.funding_code,
    submission.agreement_id,
    coalesce(standing.standing_outcome, 'waiting') as outcome,
    standing.refusal_code,
    coalesce(standing.received, 0) as received,
    coalesce(standing.accepted, 0) as accepted,
    coalesce(standing.quarantined, 0) as quarantined,
    coalesce(standing.duplicates, 0) as duplicates,
    submission.is_full,
    submission.carry_forward as is_carried_forward,
    coalesce(standing.is_nil, false) as is_nil,
    coalesce(standing.is_released, false) as is_released,
    coalesce(standing.standing_outcome in ('accepted', 'accepted_with_findings'), false) as is_usable,
    submission.valid_from,
    submission.valid_to,
    submission.received_at
from submission
left join standing on submission.submission_no = standing.submission_no
