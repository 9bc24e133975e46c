with

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

segments as (

    select * from {{ ref('segments') }}

),

denominators as (

    select * from {{ ref('fct_denominators') }}

),

measured_villages as (

    select denominators.area_code
    from denominators
    where
        denominators.area_level = 'village'
        and denominators.slicing = 'total'
        and denominators.basis = {{ basis_of('village_coverage') }}
    group by denominators.area_code

),

of_the_year as (

    select
        memberships.*,
        segments.priority
    from memberships
    left join segments on memberships.segment_code = segments.code
    where memberships.is_active_year

),

one_per_segment as (

    select *
    from {{ first_of(
        'of_the_year',
        'person_no, segment_code',
        'is_active_month_end desc nulls first, active_from desc nulls first, '
        ~ in_bytes_order('membership_id') ~ ' nulls last'
    ) }} as ranked

),

ranked as (

    select
        one_per_segment.*,
        row_number() over (
            partition by one_per_segment.person_no
            order by
                one_per_segment.priority nulls last,
                {{ in_bytes_order('one_per_segment.segment_code') }} nulls last
        ) as rank_of_year,
        row_number() over (
            partition by one_per_segment.person_no
            order by
                one_per_segment.is_active_month_end desc nulls first,
                one_per_segment.priority nulls last,
                {{ in_bytes_order('one_per_segment.segment_code') }} nulls last
        ) as rank_of_month_end
    from one_per_segment

),

placed as (

    select
        ranked.segment_code,
        ranked.category_code,
        ranked.funding_code,
        ranked.office_code,
        ranked.work_regency_code,
        ranked.residence_area_code,
        ranked.programme_codes,
        ranked.matched_by,

        ranked.is_active_month_end,
        ranked.rank_of_year = 1 as is_counted_year,
        ranked.is_active_month_end
        and ranked.rank_of_month_end = 1 as is_counted_month_end,
        ranked.is_active_month_end
        and ranked.rank_of_month_end = 1
        and measured_villages.area_code is not null as is_counted_village,

        ranked.active_from,
        ranked.active_to,
        ranked.paid_through,
        ranked.covered_until,

        case when ranked.person_no < 0 then 'membership' else 'person' end as unit_kind,
        ranked.person_no as unit_no,
        {{ record_of('ranked') }}
    from ranked
    left join measured_villages on ranked.residence_area_code = measured_villages.area_code

)

select * from placed
