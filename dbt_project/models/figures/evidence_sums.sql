with

evidence as (

    {% for code in var('summed_indicators') %}
    select
        indicator_code,
        slicing,
        slice_code,
        area_code,
        coalesce(cause, '') as cause,
        rolls_up,
        coalesce(case when unit_kind = 'workforce' then unit_no end, 0) as workforce_no,
        count(*) as evidence_rows,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(excluded) as excluded,
        sum(possible) as possible,
        sum(unknown) as unknown
    from {{ ref('evidence__' ~ code) }}
    group by 1, 2, 3, 4, 5, 6, 7
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}

)

select * from evidence
