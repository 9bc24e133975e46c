with

claims as (

    select * from {{ ref('stg_register__claims') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

unit_keys as (

    select * from {{ ref('stg_register__unit_keys') }}

),

paid as (

    select
        claims.programme_code,
        coalesce(located.regency_code, {{ nation() }}) as area_code,
        claims.office_code,

        claims.cases,
        claims.rupiah,
        claims.scholarship_children,
        claims.scholarship_rupiah,

        claims.paid_on >= {{ period_start() }} as is_of_month,

        claims.paid_on,

        {{ counted_record('claims', 'claim', 'unit_keys.unit_no') }}
    from claims
    left join located on claims.stated_area_code = located.stated_code
    left join unit_keys
        on
            unit_keys.unit_kind = 'claim'
            and claims.claim_id = unit_keys.unit_id
    where claims.paid_on between {{ year_start() }} and {{ period_end() }}

)

select * from paid
