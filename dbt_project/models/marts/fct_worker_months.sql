with

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

segments as (

    select * from {{ ref('segments') }}

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
        'is_active_month_end desc, active_from desc, ' ~ in_bytes_order('membership_id')
    ) }} as ranked

),

ranked as (

    select
        one_per_segment.*,
        row_number() over (
            partition by one_per_segment.person_no
            order by
                one_per_segment.priority,
                {{ in_bytes_order('one_per_segment.segment_code') }}
        ) as rank_of_year,
        row_number() over (
            partition by one_per_segment.person_no
            order by
                one_per_segment.is_active_month_end desc,
                one_per_segment.priority,
                {{ in_bytes_order('one_per_segment.segment_code') }}
        ) as rank_of_month_end
    from one_per_segment

),

placed as (

    select
        ranked.person_no,
        ranked.segment_code,
        ranked.category_code,
        ranked.funding_code,
        ranked.office_code,
        ranked.work_regency_code,
        ranked.residence_area_code,
        ranked.programme_codes,

        ranked.is_active_month_end,
        ranked.rank_of_year = 1 as is_counted_year,
        ranked.is_active_month_end
        and ranked.rank_of_month_end = 1 as is_counted_month_end,

        ranked.load_no,
        ranked.file_no,
        ranked.row_number
    from ranked

)

select * from placed
