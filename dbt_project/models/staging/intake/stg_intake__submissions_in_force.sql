with

in_force as (

    select * from {{ known_at(source('intake', 'in_force'), as_of(), period()) }}

),

counted as (

    select
        in_force.submission_no,
        in_force.judgement_no,
        in_force.submission_id,
        in_force.partner_no,
        in_force.partner_id,
        in_force.roster_kind,
        in_force.period,
        in_force.funding_code,
        in_force.agreement_id,

        in_force.accepted,

        in_force.is_full,

        in_force.valid_from
    from in_force

)

select * from counted
