with

decisions as (

    select * from {{ stored(source('identity', 'decision')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

ranked as (

    select
        decisions.submission_no,
        decisions.judgement_no,
        decisions.sheet_no,
        decisions.row_number,
        decisions.outcome,
        decisions.method as matched_by,
        decisions.person_no,
        decisions.candidate_no,
        decisions.weight as match_weight,
        decisions.model_version,
        decisions.load_no as decision_load_no,

        row_number() over (
            partition by
                decisions.submission_no,
                decisions.judgement_no,
                decisions.sheet_no,
                decisions.row_number
            order by loads.recorded_at desc nulls first, decisions.load_no desc nulls first
        ) as place
    from decisions
    inner join loads on decisions.load_no = loads.load_no

),

newest as (

    select
        ranked.submission_no,
        ranked.judgement_no,
        ranked.sheet_no,
        ranked.row_number,
        ranked.outcome,
        ranked.matched_by,
        ranked.person_no,
        ranked.candidate_no,
        ranked.match_weight,
        ranked.model_version,
        ranked.decision_load_no
    from ranked
    where ranked.place = 1

)

select * from newest
