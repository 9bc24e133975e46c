with

commitments as (

    select * from {{ ref('stg_reference__commitments') }}

),

agreements as (

    select * from {{ ref('int_agreements__known') }}

),

employers as (

    select * from {{ ref('stg_register__employers') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

unit_keys as (

    select * from {{ ref('stg_register__unit_keys') }}

),

known as (

    select
        commitments.*,
        agreements.area_code as agreement_area_code,
        agreements.signed_on
    from commitments
    inner join agreements on commitments.agreement_id = agreements.agreement_id
    where commitments.baseline_on <= {{ period_end() }}

),

newest as (

    select *
    from {{ first_of(
        'known',
        'npp',
        'signed_on desc nulls first, ' ~ in_bytes_order('agreement_id') ~ ' nulls last'
    ) }} as ranked

),

placed as (

    select
        newest.npp,
        unit_keys.unit_no as employer_no,
        newest.agreement_id,
        coalesce(located.regency_code, newest.agreement_area_code) as area_code,
        employers.office_code,
        coalesce(employers.employer_name, newest.npp) as employer_name,

        newest.active_workers,
        newest.members_stated,
        newest.committed_share,

        newest.baseline_on,

        newest.load_no,
        newest.file_no,
        newest.row_number
    from newest
    left join employers on newest.npp = employers.npp
    left join located on employers.stated_area_code = located.stated_code
    left join unit_keys
        on
            unit_keys.unit_kind = 'employer'
            and newest.npp = unit_keys.unit_id

)

select * from placed
