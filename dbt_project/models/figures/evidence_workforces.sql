with

evidence as (

    {% for code in var('summed_indicators') %}
    select
        indicator_code,
        unit_no as workforce_no
    from {{ ref('evidence__' ~ code) }}
    where unit_kind = 'workforce'
    group by 1, 2
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}
)

select * from evidence
