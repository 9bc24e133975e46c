with

employers as (

    select * from {{ ref('stg_register__employers') }}

),

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

segments as (

    select * from {{ ref('segments') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

unit_keys as (

    select * from {{ ref('stg_register__unit_keys') }}

),

inspected as (

    select employers.npp
    from employers
    where employers.workers_found is not null

),

members as (

    select
        memberships.npp,
        count(distinct memberships.person_no) as members
    from memberships
    inner join inspected on memberships.npp = inspected.npp
    inner join segments
        on
            memberships.segment_code = segments.code
            and segments.paid_by_employer
    where memberships.is_active_month_end
    group by memberships.npp

),

measured as (

    select
        employers.*,
        case
            when not employers.is_registered then employers.workers_found
            else greatest(employers.workers_found - coalesce(members.members, 0), 0)
        end as missing_workers,
        greatest(employers.payroll_found - employers.payroll_reported, 0) as missing_payroll,
        coalesce(employers.arrears_rupiah, 0) > 0 as is_in_arrears
    from employers
    left join members on employers.npp = members.npp

),

judged as (

    select
        measured.npp,
        coalesce(located.regency_code, {{ nation() }}) as area_code,
        measured.office_code,
        measured.scale,
        measured.enforcement as enforcement_code,
        case when measured.is_in_arrears then {{ arrears_age('measured.arrears_since') }} end
            as arrears_age_code,

        cast(coalesce(measured.missing_workers, 0) as bigint) as missing_workers,
        cast(coalesce(measured.missing_payroll, 0) as bigint) as missing_payroll,
        case when measured.is_in_arrears then cast(measured.arrears_rupiah as bigint) else 0 end
            as arrears_rupiah,
        cast(measured.recovered_rupiah as bigint) as recovered_rupiah,

        not measured.is_registered as is_unregistered,
        coalesce(measured.is_registered and measured.missing_workers > 0, false)
            as lacks_workers,
        coalesce(measured.missing_payroll > 0, false) as lacks_wages,
        coalesce(
            measured.is_registered
            and {{ lacks_programmes('measured.scale', 'measured.programme_codes') }}, false
        ) as lacks_programmes,
        measured.is_in_arrears,
        not measured.is_registered
        or measured.workers_found is not null
        or measured.payroll_found is not null
        or measured.programme_codes is not null
        or measured.arrears_rupiah is not null as is_assessed,

        measured.arrears_since,

        {{ counted_record('measured', 'employer', 'unit_keys.unit_no') }}
    from measured
    left join unit_keys
        on
            unit_keys.unit_kind = 'employer'
            and measured.npp = unit_keys.unit_id
    left join located on measured.stated_area_code = located.stated_code

),

assessed as (

    select
        judged.*,
        judged.is_unregistered
        or judged.lacks_workers
        or judged.lacks_wages
        or judged.lacks_programmes
        or judged.is_in_arrears as is_in_breach
    from judged
    where judged.is_assessed

),

listed as (

    select
        assessed.npp,
        assessed.area_code,
        assessed.office_code,
        assessed.scale,
        assessed.enforcement_code,
        assessed.arrears_age_code,

        assessed.missing_workers,
        assessed.missing_payroll,
        assessed.arrears_rupiah,
        assessed.recovered_rupiah,

        assessed.is_unregistered,
        assessed.lacks_workers,
        assessed.lacks_wages,
        assessed.lacks_programmes,
        assessed.is_in_arrears,
        assessed.is_in_breach,

        assessed.arrears_since,

        assessed.unit_kind,
        assessed.unit_no,
        assessed.source_kind,
        assessed.source_no,
        assessed.sheet_no,
        assessed.row_number
    from assessed

)

select * from listed
