with

commitments as (

    select * from {{ ref('int_commitments__known') }}

),

named as (

    select
        commitments.employer_no,
        commitments.npp,
        commitments.agreement_id,
        commitments.employer_name
    from commitments

)

select * from named
