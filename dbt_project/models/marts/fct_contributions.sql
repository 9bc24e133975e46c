with

contributions as (

    select * from {{ ref('stg_register__contributions') }}

),

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

paid as (

    select
        coalesce(memberships.person_no, 0) as person_no,
        coalesce(memberships.segment_code, 'TOTAL') as segment_code,
        contributions.programme_code,
        contributions.month,
        contributions.rupiah
    from contributions
    left join memberships on contributions.membership_id = memberships.membership_id
    where contributions.paid_on between {{ period_start() }} and {{ period_end() }}

),

summed as (

    select
        paid.person_no,
        paid.segment_code,
        paid.programme_code,
        paid.month,
        sum(paid.rupiah)::numeric(20, 0) as rupiah
    from paid
    group by 1, 2, 3, 4

)

select * from summed
