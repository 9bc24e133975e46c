with

judgements as (

    select * from {{ ref('stg_intake__judgements') }}

),

first_judgements as (

    -- The partner was answered once; a later replay is nothing he waited for.
    select
        judgements.submission_no,
        {{ local_date('min(judgements.recorded_at)') }} as answered_on
    from judgements
    group by judgements.submission_no

)

select * from first_judgements
