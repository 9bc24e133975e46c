-- The evidence of every indicator, grouped by what tells figures and causes apart.
select
    evidence.model,
    evidence.indicator_code,
    evidence.slicing,
    evidence.slice_code,
    evidence.area_code,
    evidence.rolls_up,
    coalesce(evidence.cause, '') as cause,
    count(*) as evidence_rows,
    sum(evidence.numerator) as numerator,
    sum(evidence.denominator) as denominator,
    sum(evidence.excluded) as excluded
from evidence
group by 1, 2, 3, 4, 5, 6, 7
