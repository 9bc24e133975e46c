with

memberships as (

    select * from {{ ref('stg_register__memberships') }}

),

citizens as (

    select * from {{ ref('int_persons__keys') }} where key_no < {{ first_kpj_no() }}

),

participants as (

    select * from {{ ref('int_persons__keys') }} where key_no >= {{ first_kpj_no() }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

segments as (

    select * from {{ ref('segments') }}

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
                    {{ day_before('memberships.active_from') }}
                )
        end as paid_until
    from memberships
    left join segments on memberships.segment_code = segments.code

),

dated as (

    select
        covered.membership_id,
        coalesce(
            citizens.person_no,
            participants.person_no,
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

        {{ matched_by('citizens.person_no', 'participants.person_no') }} as matched_by,

        covered.active_from,
        covered.active_to,
        covered.paid_through,
        least(covered.active_to, covered.paid_until) as covered_until,

        covered.load_no,
        covered.file_no,
        covered.row_number
    from covered
    left join citizens
        on {{ nik_no('covered.nik') }} = citizens.key_no
    left join participants
        on {{ kpj_no('covered.kpj') }} = participants.key_no
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
        {{ is_active_on('dated', day_before(period_start())) }} as is_active_month_before,
        dated.active_from <= {{ period_end() }}
        and (dated.covered_until is null or dated.covered_until >= {{ year_start() }})
        and (
            dated.covered_until is null or dated.covered_until >= dated.active_from
        ) as is_active_year
    from dated

)

select * from measured
