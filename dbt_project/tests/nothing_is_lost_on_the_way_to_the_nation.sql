-- Every piece of evidence lies in an area of the tree, so that the nation adds up to all of it.
with

indicators as (

    select * from {{ ref('indicators') }}

),

sums as (

    select * from {{ ref('figure_sums') }}

),

evidence as (

    select
        summed.indicator_code,
        summed.slicing,
        summed.slice_code,
        sum(summed.numerator) as numerator,
        sum(summed.excluded) as excluded
    from {{ ref('evidence_sums') }} as summed
    where summed.rolls_up
    group by summed.indicator_code, summed.slicing, summed.slice_code

),

nation as (

    select sums.*
    from sums
    where sums.area_level = 'nation'

)

select
    evidence.indicator_code,
    evidence.slicing,
    evidence.slice_code,
    evidence.numerator,
    nation.numerator as nation_numerator
from evidence
inner join indicators
    on
        evidence.indicator_code = indicators.code
        and indicators.highest_level = 'nation'
left join nation
    on
        evidence.indicator_code = nation.indicator_code
        and evidence.slicing = nation.slicing
        and evidence.slice_code = nation.slice_code
where
    nation.numerator is distinct from evidence.numerator
    or nation.excluded is distinct from evidence.excluded
