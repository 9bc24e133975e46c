with

judgements as (

    select * from {{ stored(source('intake', 'judgement')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

recorded as (

    select
        judgements.submission_no,
        judgements.judgement_no,

        loads.recorded_at
    from judgements
    inner join loads on judgements.load_no = loads.load_no

)

select * from recorded
