with

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

segments as (

    select * from {{ ref('segments') }}

),

worker_months as (

    select * from {{ ref('fct_worker_months') }}

),

active as (

    select
        memberships.person_no,
        memberships.segment_code,
        bool_or(memberships.is_active_year) as is_active_year,
        bool_or(memberships.is_active_month_end) as is_active_month_end,
        bool_or(memberships.is_active_month_before) as is_active_month_before
    from memberships
    where memberships.is_active_year or memberships.is_active_month_before
    group by memberships.person_no, memberships.segment_code

),

outside_construction as (

    select
        active.person_no,
        bool_or(active.is_active_year) as is_active_year,
        bool_or(active.is_active_month_end) as is_active_month_end,
        bool_or(active.is_active_month_before) as is_active_month_before
    from active
    where active.segment_code <> {{ headcount_segment() }}
    group by active.person_no

),

expected as (

    select
        active.segment_code,
        count(*) as persons
    from active
    where active.is_active_year
    group by active.segment_code

    union all

    select
        'TOTAL' as segment_code,
        count(*) as persons
    from outside_construction
    where outside_construction.is_active_year

    union all

    select
        'TOTAL_MONTH_END' as segment_code,
        count(*) as persons
    from outside_construction
    where outside_construction.is_active_month_end

    union all

    select
        'TOTAL_MONTH_BEFORE' as segment_code,
        count(*) as persons
    from outside_construction
    where outside_construction.is_active_month_before

),

tallied as (

    select
        worker_months.segment_code,
        worker_months.is_active_year,
        worker_months.is_counted_year,
        worker_months.is_counted_month_end,
        worker_months.flow_in_total,
        count(*) as persons
    from worker_months
    group by 1, 2, 3, 4, 5

),

counted as (

    select
        tallied.segment_code,
        cast(sum(tallied.persons) as bigint) as counted_persons
    from tallied
    where tallied.is_active_year
    group by tallied.segment_code

    union all

    select
        'TOTAL' as segment_code,
        cast(coalesce(sum(tallied.persons), 0) as bigint) as counted_persons
    from tallied
    where
        tallied.is_counted_year
        and tallied.segment_code <> {{ headcount_segment() }}

    union all

    select
        'TOTAL_MONTH_END' as segment_code,
        cast(coalesce(sum(tallied.persons), 0) as bigint) as counted_persons
    from tallied
    where
        tallied.is_counted_month_end
        and tallied.segment_code <> {{ headcount_segment() }}

    union all

    select
        'TOTAL_MONTH_BEFORE' as segment_code,
        cast(coalesce(sum(tallied.persons), 0) as bigint) as counted_persons
    from tallied
    where
        tallied.flow_in_total in ('stayed', 'departed', 'left')
        and tallied.segment_code <> {{ headcount_segment() }}

),

compared as (

    select
        expected.segment_code,
        expected.segment_code || ': ' || coalesce(counted.counted_persons, 0) || ' of '
        || expected.persons || ' persons counted' as segment,

        expected.persons,
        coalesce(counted.counted_persons, 0) as counted_persons,

        expected.segment_code like 'TOTAL%' or segments.code is not null as is_segment_listed
    from expected
    left join counted on expected.segment_code = counted.segment_code
    left join segments on expected.segment_code = segments.code

)

select * from compared
