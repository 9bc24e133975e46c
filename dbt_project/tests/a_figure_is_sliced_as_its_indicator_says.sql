-- The list of indicators says how each is sliced; no evidence is sliced otherwise.
with

sums as (

    select * from {{ ref('figure_sums') }}

),

indicators as (

    select * from {{ ref('indicators') }}

)

select
    sums.indicator_code,
    sums.slicing
from sums
left join indicators
    on
        sums.indicator_code = indicators.code
        and {{ is_among('sums.slicing', 'indicators.slicings') }}
where indicators.code is null
group by sums.indicator_code, sums.slicing
