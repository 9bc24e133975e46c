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

-- Most people have one membership, which counts everywhere; only those of the others are ranked.
-- A table is named once for each time it is read, or PostgreSQL would copy it first.
read_for_persons as (

    select * from {{ ref('int_memberships__dated') }}

),

read_for_several as (

    select * from {{ ref('int_memberships__dated') }}

),

with_several as (

    select read_for_persons.person_no
    from read_for_persons
    where read_for_persons.is_active_year
    group by read_for_persons.person_no
    having count(*) > 1

),

several as (

    select
        read_for_several.*,
        segments.priority
    from read_for_several
    inner join with_several on read_for_several.person_no = with_several.person_no
    left join segments on read_for_several.segment_code = segments.code
    where read_for_several.is_active_year

),

one_per_segment as (

    select *
    from {{ first_of(
        'several',
        'person_no, segment_code',
        'is_active_month_end desc nulls first, active_from desc nulls first, '
        ~ in_bytes_order('membership_id') ~ ' nulls last'
    ) }} as ranked

),

ranked as (

    select
        {{ member_columns('one_per_segment') }},
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

counted as (

    select * from ranked

    union all

    select
        {{ member_columns('memberships') }},
        1 as rank_of_year,
        1 as rank_of_month_end
    from memberships
    left join with_several on memberships.person_no = with_several.person_no
    where
        memberships.is_active_year
        and with_several.person_no is null

),

placed as (

    select
        counted.segment_code,
        counted.category_code,
        counted.funding_code,
        counted.office_code,
        counted.work_regency_code,
        counted.residence_area_code,
        counted.programme_codes,
        counted.matched_by,

        counted.is_active_month_end,
        counted.rank_of_year = 1 as is_counted_year,
        counted.is_active_month_end
        and counted.rank_of_month_end = 1 as is_counted_month_end,
        counted.is_active_month_end
        and counted.rank_of_month_end = 1
        and measured_villages.area_code is not null as is_counted_village,

        counted.active_from,
        counted.active_to,
        counted.paid_through,
        counted.covered_until,

        case when counted.person_no < 0 then 'membership' else 'person' end as unit_kind,
        counted.person_no as unit_no,
        {{ record_of('counted') }}
    from counted
    left join measured_villages on counted.residence_area_code = measured_villages.area_code

)

select * from placed
