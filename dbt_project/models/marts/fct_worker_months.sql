with

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

segments as (

    select * from {{ ref('segments') }}

),

fundings as (

    select * from {{ ref('fundings') }}

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

read_for_places as (

    select * from {{ ref('int_memberships__dated') }}

),

read_for_joined as (

    select * from {{ ref('int_memberships__dated') }}

),

read_for_earlier as (

    select * from {{ ref('int_memberships__dated') }}

),

with_several as (

    select read_for_persons.person_no
    from read_for_persons
    where read_for_persons.is_active_year or read_for_persons.is_active_month_before
    group by read_for_persons.person_no
    having count(*) > 1

),

several as (

    select
        read_for_several.*,
        segments.priority,
        bool_or(read_for_several.is_active_month_before) over (
            partition by read_for_several.person_no, read_for_several.segment_code
        ) as was_active
    from read_for_several
    inner join with_several on read_for_several.person_no = with_several.person_no
    left join segments on read_for_several.segment_code = segments.code
    where read_for_several.is_active_year or read_for_several.is_active_month_before

),

one_per_segment as (

    select *
    from {{ first_of(
        'several',
        'person_no, segment_code',
        'is_active_year desc nulls first, is_active_month_end desc nulls first, '
        ~ 'active_from desc nulls first, ' ~ in_bytes_order('membership_id') ~ ' nulls last'
    ) }} as ranked

),

ranked as (

    select
        {{ member_columns('one_per_segment') }},
        row_number() over (
            partition by one_per_segment.person_no
            order by
                one_per_segment.is_active_year desc nulls first,
                one_per_segment.priority nulls last,
                {{ in_bytes_order('one_per_segment.segment_code') }} nulls last
        ) as rank_of_year,
        row_number() over (
            partition by one_per_segment.person_no
            order by
                one_per_segment.is_active_month_end desc nulls first,
                one_per_segment.priority nulls last,
                {{ in_bytes_order('one_per_segment.segment_code') }} nulls last
        ) as rank_of_month_end,
        row_number() over (
            partition by one_per_segment.person_no
            order by
                one_per_segment.was_active desc nulls first,
                one_per_segment.priority nulls last,
                {{ in_bytes_order('one_per_segment.segment_code') }} nulls last
        ) as rank_of_month_before,
        one_per_segment.was_active,
        bool_or(one_per_segment.is_active_month_end) over (
            partition by one_per_segment.person_no
        ) as is_person_active,
        bool_or(one_per_segment.was_active) over (
            partition by one_per_segment.person_no
        ) as was_person_active,
        row_number() over (
            partition by one_per_segment.work_regency_code, one_per_segment.segment_code
            order by one_per_segment.person_no nulls last
        ) = 1 as is_first_of_place
    from one_per_segment

),

-- A row of each place says that there is none of what nobody is.
first_of_places as (

    select
        read_for_places.work_regency_code,
        read_for_places.segment_code,
        min(read_for_places.person_no) as person_no
    from read_for_places
    left join with_several on read_for_places.person_no = with_several.person_no
    where
        (read_for_places.is_active_year or read_for_places.is_active_month_before)
        and with_several.person_no is null
    group by read_for_places.work_regency_code, read_for_places.segment_code

),

-- Who comes in the month, and was covered some day before it.
joined_in_month as (

    select read_for_joined.person_no
    from read_for_joined
    where
        read_for_joined.is_active_month_end
        and read_for_joined.active_from >= {{ period_start() }}
    group by read_for_joined.person_no

),

returned as (

    select read_for_earlier.person_no
    from read_for_earlier
    inner join joined_in_month
        on read_for_earlier.person_no = joined_in_month.person_no
    where
        read_for_earlier.active_from < {{ period_start() }}
        and (
            read_for_earlier.covered_until is null
            or read_for_earlier.covered_until >= read_for_earlier.active_from
        )
    group by read_for_earlier.person_no

),

counted as (

    select * from ranked

    union all

    select
        {{ member_columns('memberships') }},
        1 as rank_of_year,
        1 as rank_of_month_end,
        1 as rank_of_month_before,
        memberships.is_active_month_before as was_active,
        memberships.is_active_month_end as is_person_active,
        memberships.is_active_month_before as was_person_active,
        first_of_places.person_no is not null as is_first_of_place
    from memberships
    left join with_several on memberships.person_no = with_several.person_no
    left join first_of_places
        on
            memberships.work_regency_code = first_of_places.work_regency_code
            and memberships.segment_code = first_of_places.segment_code
            and memberships.person_no = first_of_places.person_no
    where
        (memberships.is_active_year or memberships.is_active_month_before)
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

        counted.is_active_year,
        counted.is_active_month_end,
        counted.is_active_year and counted.rank_of_year = 1 as is_counted_year,
        counted.is_active_month_end
        and counted.rank_of_month_end = 1 as is_counted_month_end,
        counted.is_active_month_end
        and counted.rank_of_month_end = 1
        and measured_villages.area_code is not null as is_counted_village,
        {{ flow_of('counted.was_active', 'counted.is_active_month_end') }} as flow_in_segment,
        {{ flow_of(
            '(counted.was_active and counted.rank_of_month_before = 1)',
            '(counted.is_active_month_end and counted.rank_of_month_end = 1)'
        ) }} as flow_in_total,
        counted.is_first_of_place,
        coalesce(
            counted.is_active_month_end
            and not segments.paid_by_employer
            and counted.paid_through < {{ period_end() }}, false
        ) as is_in_grace,
        case
            when
                counted.is_active_month_end
                and not segments.paid_by_employer
                and fundings.pays_for_others
                then cast({{ days_between(period_end(), 'counted.covered_until') }} as integer)
        end as sponsored_days_left,

        counted.active_from,
        counted.active_to,
        counted.paid_through,
        counted.covered_until,

        case when counted.person_no < 0 then 'membership' else 'person' end as unit_kind,
        counted.person_no as unit_no,
        {{ record_of('counted') }}
    from counted
    left join measured_villages on counted.residence_area_code = measured_villages.area_code
    left join segments on counted.segment_code = segments.code
    left join fundings on counted.funding_code = fundings.code
    left join returned on counted.person_no = returned.person_no

)

select * from placed
