-- What the evidence of one indicator adds up to in each area that it is printed for, by cause of exclusion.
select
    evidence_sums.indicator_code,
    evidence_sums.slicing,
    evidence_sums.slice_code,
    area_closure.ancestor_code as area_code,
    case when evidence_sums.excluded <> 0 then evidence_sums.cause end as cause,
    sum(evidence_sums.numerator)::bigint as numerator,
    sum(evidence_sums.denominator)::bigint as denominator,
    sum(evidence_sums.excluded)::bigint as excluded,
    sum(evidence_sums.possible)::bigint as possible,
    sum(evidence_sums.unknown)::bigint as unknown
from evidence_sums
inner join area_closure
    on
        evidence_sums.area_code = area_closure.area_code
        and (evidence_sums.rolls_up or evidence_sums.area_code = area_closure.ancestor_code)
inner join printed_levels
    on area_closure.ancestor_level = printed_levels.area_level
group by 1, 2, 3, 4, 5
