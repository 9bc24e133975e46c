with

sums as (

    select * from {{ ref('figure_sums') }}

),

flows as (

    select
        sums.area_code,
        sums.slicing,
        sums.slice_code,

        coalesce(sum(sums.numerator) filter (
            where
            sums.indicator_code in (
                'members_opening', 'members_new', 'members_returned', 'members_moved'
            )
        ), 0)
        - coalesce(
            sum(sums.numerator) filter (where sums.indicator_code = 'members_left'), 0
        ) as expected_members,
        coalesce(
            sum(sums.numerator) filter (where sums.indicator_code = 'members_closing'), 0
        ) as closing_members,
        coalesce(
            sum(sums.numerator) filter (where sums.indicator_code = 'ucj_eom'), 0
        ) as covered_members
    from sums
    where sums.indicator_code like 'members_%' or sums.indicator_code = 'ucj_eom'
    group by sums.area_code, sums.slicing, sums.slice_code

),

named as (

    select
        flows.area_code || ' ' || flows.slice_code as flow,
        cast(flows.expected_members as bigint) as expected_members,
        cast(flows.closing_members as bigint) as closing_members,
        cast(flows.covered_members as bigint) as covered_members
    from flows
    where flows.slicing in ('total', 'segment')

)

select * from named
