-- The evidence of one indicator, grouped by what tells figures and causes apart.
select
    asked_evidence.indicator_code,
    asked_evidence.slicing,
    asked_evidence.slice_code,
    asked_evidence.area_code,
    asked_evidence.rolls_up,
    coalesce(asked_evidence.cause, '') as cause,
    count(*) as evidence_rows,
    sum(asked_evidence.numerator) as numerator,
    sum(asked_evidence.denominator) as denominator,
    sum(asked_evidence.excluded) as excluded,
    sum(asked_evidence.possible) as possible,
    sum(asked_evidence.unknown) as unknown
from asked_evidence
group by 1, 2, 3, 4, 5, 6
