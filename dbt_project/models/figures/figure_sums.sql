with

closure as (

    select * from {{ ref('area_closure') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

evidence as (

    select * from {{ ref('evidence_sums') }}

),

by_cause as (

    select
        evidence.indicator_code,
        evidence.slicing,
        evidence.slice_code,
        closure.ancestor_code as area_code,
        closure.ancestor_level as area_level,
        case when evidence.excluded <> 0 then evidence.cause end as cause,
        sum(evidence.numerator) as numerator,
        sum(evidence.denominator) as denominator,
        sum(evidence.excluded) as excluded,
        sum(evidence.possible) as possible,
        sum(evidence.unknown) as unknown
    from evidence
    inner join indicators on evidence.indicator_code = indicators.code
    inner join closure
        on
            evidence.area_code = closure.area_code
            and (evidence.rolls_up or evidence.area_code = closure.ancestor_code)
    where {{ is_printed_level('closure.ancestor_level') }}
    group by 1, 2, 3, 4, 5, 6

),

summed as (

    select
        by_cause.indicator_code,
        by_cause.slicing,
        by_cause.slice_code,
        by_cause.area_code,
        by_cause.area_level,

        sum(by_cause.numerator) as numerator,
        sum(by_cause.denominator) as denominator,
        sum(by_cause.excluded) as excluded,
        sum(by_cause.possible) as possible,
        sum(by_cause.unknown) as unknown,
        {{ counts_by_key('by_cause.cause', 'by_cause.excluded') }} as excluded_causes
    from by_cause
    group by 1, 2, 3, 4, 5

)

select * from summed
