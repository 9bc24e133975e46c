with

sums as (

    select * from {{ ref('figure_sums') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

-- What may be below nothing is no count of persons, and a total of it has no such bounds.
sliced as (

    select sums.indicator_code
    from sums
    inner join indicators on sums.indicator_code = indicators.code
    where sums.slicing = 'segment' and not indicators.may_fall
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
