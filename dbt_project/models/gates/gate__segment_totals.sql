with

sums as (

    select * from {{ ref('figure_sums') }}

),

compared as (

    select
        sums.indicator_code,
        sums.area_code,

        coalesce(max(sums.numerator) filter (where sums.slicing = 'total'), 0)
            as total_numerator,
        coalesce(sum(sums.numerator) filter (where sums.slicing = 'segment'), 0) as segment_sum,
        coalesce(max(sums.numerator) filter (where sums.slicing = 'segment'), 0) as segment_max
    from sums
    where sums.indicator_code in (
        select sliced.indicator_code
        from sums as sliced
        where sliced.slicing = 'segment'
    )
    group by sums.indicator_code, sums.area_code

)

select * from compared
