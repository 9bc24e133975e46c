with

sums as (

    select * from {{ ref('figure_sums') }}

),

sliced as (

    select sums.indicator_code
    from sums
    where sums.slicing = 'segment'
    group by sums.indicator_code

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
    inner join sliced on sums.indicator_code = sliced.indicator_code
    where sums.area_level = 'nation'
    group by sums.indicator_code, sums.area_code

)

select * from compared
