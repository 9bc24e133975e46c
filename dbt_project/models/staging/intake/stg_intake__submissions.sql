with

submissions as (

    select * from {{ source('intake', 'submission') }}

),

judgements as (

    select * from {{ source('intake', 'judgement') }}

),

actions as (

    select * from {{ source('control', 'action') }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible_judgements as (

    select judgements.*
    from judgements
    where judgements.load_no in (select loads.load_no from loads)

),

newest_judgements as (

    select *
    from {{ first_of('visible_judgements', 'submission_no', 'judgement_no desc') }} as ranked

),

releases as (

    select actions.subject
    from actions
    where
        actions.action = 'release'
        and (
            actions.load_no in (select loads.load_no from loads)
            or (actions.load_no is null and actions.acted_at <= {{ as_of() }})
        )
    group by actions.subject

),

judged as (

    select
        submissions.submission_no,
        newest_judgements.judgement_no,
        submissions.submission_id,
        submissions.partner_no,
        submissions.partner_id,
        submissions.roster_kind,
        submissions.period,
        submissions.funding_code,
        submissions.agreement_id,
        newest_judgements.outcome,
        newest_judgements.refusal_code,

        newest_judgements.received,
        newest_judgements.accepted,
        newest_judgements.quarantined,
        newest_judgements.duplicates,

        submissions.is_full,
        submissions.carry_forward as is_carried_forward,
        newest_judgements.is_nil,
        releases.subject is not null as is_released,

        submissions.valid_from,
        submissions.valid_to,

        submissions.received_at
    from submissions
    inner join newest_judgements
        on submissions.submission_no = newest_judgements.submission_no
    left join releases on submissions.submission_id = releases.subject
    where submissions.load_no in (select loads.load_no from loads)

)

select * from judged
