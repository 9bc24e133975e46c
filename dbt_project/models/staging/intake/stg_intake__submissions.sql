with

submissions as (

    select * from {{ source('intake', 'submission') }}

),

judgements as (

    select * from {{ source('intake', 'judgement') }}

),

holds as (

    select * from {{ source('intake', 'hold') }}

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

visible_holds as (

    select
        holds.submission_no,
        holds.judgement_no,
        holds.hold_no,
        holds.state,

        loads.recorded_at
    from holds
    inner join loads on holds.load_no = loads.load_no

),

newest_holds as (

    select *
    from {{ first_of(
        'visible_holds',
        'submission_no, judgement_no',
        'recorded_at desc, hold_no desc'
    ) }} as ranked

),

judged as (

    select
        submissions.submission_no,
        newest_judgements.judgement_no,
        coalesce(submissions.list_no, submissions.submission_no) as list_no,
        coalesce(submissions.part_no, submissions.submission_no) as part_no,
        submissions.submission_id,
        submissions.partner_no,
        submissions.partner_id,
        submissions.roster_kind,
        submissions.period,
        submissions.funding_code,
        submissions.agreement_id,
        case
            when newest_holds.state = 'held' then 'held'
            else newest_judgements.outcome
        end as outcome,
        newest_judgements.refusal_code,

        newest_judgements.received,
        newest_judgements.accepted,
        newest_judgements.quarantined,
        newest_judgements.duplicates,

        submissions.is_full,
        submissions.carry_forward as is_carried_forward,
        newest_judgements.is_nil,
        coalesce(newest_holds.state = 'released', false) as is_released,

        submissions.valid_from,
        submissions.valid_to,

        submissions.received_at
    from submissions
    inner join newest_judgements
        on submissions.submission_no = newest_judgements.submission_no
    left join newest_holds
        on
            newest_judgements.submission_no = newest_holds.submission_no
            and newest_judgements.judgement_no = newest_holds.judgement_no
    where submissions.load_no in (select loads.load_no from loads)

)

select * from judged
