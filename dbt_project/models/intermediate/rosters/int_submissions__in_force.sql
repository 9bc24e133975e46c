with

submissions as (

    select * from {{ ref('stg_intake__submissions_in_force') }}

),

in_force as (

    select
        submissions.submission_no,
        submissions.judgement_no,
        submissions.submission_id,
        submissions.partner_no,
        submissions.partner_id,
        submissions.roster_kind,
        submissions.period,
        submissions.funding_code,
        submissions.agreement_id,

        submissions.accepted,

        submissions.is_full,

        submissions.valid_from
    from submissions

)

select * from in_force
