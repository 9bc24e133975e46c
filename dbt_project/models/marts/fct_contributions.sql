with

contributions as (

    select * from {{ ref('stg_register__contributions') }}

),

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

paid as (

    select
        coalesce(memberships.segment_code, 'TOTAL') as segment_code,
        contributions.programme_code,
        coalesce(memberships.work_regency_code, {{ nation() }}) as area_code,
        memberships.office_code,
        contributions.month,
        contributions.rupiah,
        contributions.paid_on >= {{ period_start() }} as is_of_month,
        case
            when memberships.person_no is null or memberships.person_no < 0 then 'membership'
            else 'person'
        end as unit_kind,
        coalesce(memberships.person_no, 0) as unit_no,
        {{ record_of('contributions') }}
    from contributions
    left join memberships on contributions.membership_id = memberships.membership_id
    where contributions.paid_on between {{ year_start() }} and {{ period_end() }}

)

select * from paid
