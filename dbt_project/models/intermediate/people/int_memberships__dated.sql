with

memberships as (

    select * from {{ ref('stg_register__memberships') }}

),

person_keys as (

    select * from {{ ref('int_persons__keys') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

segments as (

    select * from {{ ref('segments') }}

),

citizen_numbers as (

    select
        person_keys.key_value as nik,
        person_keys.person_no
    from person_keys
    where person_keys.key_kind = 'nik'

),

member_numbers as (

    select
        person_keys.key_value as kpj,
        person_keys.person_no
    from person_keys
    where person_keys.key_kind = 'kpj'

),

covered as (

    select
        memberships.*,
        case
            when segments.paid_by_employer then null
            when memberships.funding_code is not null and memberships.funding_code <> 'MANDIRI'
                then memberships.paid_through
            else
                coalesce(
                    {{ months_later('memberships.paid_through', var('grace_months')) }},
                    memberships.active_from - 1
                )
        end as paid_until
    from memberships
    left join segments on memberships.segment_code = segments.code

),

dated as (

    select
        covered.membership_id,
        coalesce(
            citizen_numbers.person_no,
            member_numbers.person_no,
            {{ nobody_no('covered') }}
        ) as person_no,
        covered.segment_code,
        covered.programme_codes,
        covered.npp,
        covered.category_code,
        covered.funding_code,
        covered.office_code,
        coalesce(work_places.regency_code, residences.regency_code, {{ nation() }})
            as work_regency_code,
        coalesce(residences.area_code, {{ nation() }}) as residence_area_code,

        {{ matched_by('citizen_numbers.person_no', 'member_numbers.person_no') }} as matched_by,

        covered.active_from,
        covered.active_to,
        covered.paid_through,
        least(covered.active_to, covered.paid_until) as covered_until,

        covered.load_no,
        covered.file_no,
        covered.row_number
    from covered
    left join citizen_numbers on covered.nik = citizen_numbers.nik
    left join member_numbers on covered.kpj = member_numbers.kpj
    left join located as work_places
        on covered.work_area_code = work_places.stated_code
    left join located as residences
        on covered.residence_area_code = residences.stated_code

),

measured as (

    select
        dated.*,
        dated.active_from <= {{ period_end() }} as is_registered,
        {{ is_active_on('dated', period_end()) }} as is_active_month_end,
        dated.active_from <= {{ period_end() }}
        and (dated.covered_until is null or dated.covered_until >= {{ year_start() }})
        and (
            dated.covered_until is null or dated.covered_until >= dated.active_from
        ) as is_active_year
    from dated

)

select * from measured
