-- What the rows of one submission add to the evidence of one indicator, for each area and every area above.
select
    asked_evidence.model as indicator_code,
    asked_evidence.slicing,
    asked_evidence.slice_code,
    area_closure.ancestor_code as area_code,
    count(*) as evidence_rows,
    sum(asked_evidence.numerator)::bigint as numerator,
    sum(asked_evidence.denominator)::bigint as denominator,
    sum(asked_evidence.excluded)::bigint as excluded,
    sum(asked_evidence.possible)::bigint as possible,
    sum(asked_evidence.unknown)::bigint as unknown
from asked_evidence
inner join asked on asked_evidence.source_no = asked.submission_no
inner join area_closure
    on
        asked_evidence.area_code = area_closure.area_code
        and (asked_evidence.rolls_up or asked_evidence.area_code = area_closure.ancestor_code)
where asked_evidence.source_kind = 'roster'
group by asked_evidence.model, asked_evidence.slicing, asked_evidence.slice_code, area_closure.ancestor_code
