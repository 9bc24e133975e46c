{% set slices = slices_of_indicators(var('summed_indicators')) -%}

with

{% for name, group in groups_of_alike(slices).items() %}
{{ name }} as {{ once() }} (

    select
        {{ group.columns | join(',\n        ') }},
        count(*) as alike_rows
    from {{ ref(group.fact) }}
    group by
        {{ group.columns | join(',\n        ') }}

),
{% endfor %}
evidence as (

    {% for code, count, slice in slices %}
    {{ sums_of_slice(code, count, slice) }}
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}

),

summed as (

    select
        evidence.indicator_code,
        evidence.slicing,
        evidence.slice_code,
        evidence.area_code,
        coalesce(evidence.cause, '') as cause,
        evidence.rolls_up,
        coalesce(case when evidence.unit_kind = 'workforce' then evidence.unit_no end, 0)
            as workforce_no,
        cast(sum(evidence.evidence_rows) as bigint) as evidence_rows,
        sum(evidence.numerator) as numerator,
        sum(evidence.denominator) as denominator,
        sum(evidence.excluded) as excluded,
        sum(evidence.possible) as possible,
        sum(evidence.unknown) as unknown
    from evidence
    group by 1, 2, 3, 4, 5, 6, 7

)

select * from summed
