with

submissions as (

    select * from {{ ref('fct_submissions') }}

),

judgements as (

    select * from {{ ref('stg_intake__judgements') }}

),

of_period as (

    select submissions.*
    from submissions
    where submissions.is_of_period

),

first_judgements as (

    -- The partner was answered once; a later replay is nothing he waited for.
    select
        of_period.submission_no,
        {{ local_date('min(judgements.recorded_at)') }} as answered_on
    from of_period
    inner join judgements on of_period.submission_no = judgements.submission_no
    group by of_period.submission_no

),

answered as (

    select
        of_period.submission_no,
        of_period.partner_no,
        of_period.roster_kind,
        of_period.area_code,
        of_period.office_code,

        greatest(first_judgements.answered_on - of_period.received_on, 0) as days,

        of_period.received_on,
        first_judgements.answered_on
    from of_period
    inner join first_judgements on of_period.submission_no = first_judgements.submission_no

)

select * from answered
