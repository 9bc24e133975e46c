-- depends_on: {{ ref('indicators') }}
{% set derived = derived_indicators() -%}

with

indicators as (

    select * from {{ ref('indicators') }}

),

summed as (

    select * from {{ ref('figures_summed') }}

),

numbers as (

    select
        summed.figure_id,
        summed.indicator_code,
        summed.area_code,
        summed.slicing,
        summed.slice_code,
        summed.numerator,
        summed.denominator,
        summed.value::numeric as value
    from summed
    where summed.value is not null

),

results as (

    {% for code, expression in derived %}
    {%- set inputs = inputs_of(expression) %}
    select
        '{{ code }}' as indicator_code,
        {{ inputs[0] }}.area_code,
        {{ inputs[0] }}.slicing,
        {{ inputs[0] }}.slice_code,
        array[{% for input in inputs %}{{ input }}.figure_id{{ ', ' if not loop.last }}{% endfor %}]
            as input_ids,
        {{ expression }} as result
    from numbers as {{ inputs[0] }}
    {%- for input in inputs[1:] %}
    inner join numbers as {{ input }}
        on
            {{ input }}.indicator_code = '{{ input }}'
            and {{ inputs[0] }}.area_code = {{ input }}.area_code
            and {{ inputs[0] }}.slicing = {{ input }}.slicing
            and {{ inputs[0] }}.slice_code = {{ input }}.slice_code
    {%- endfor %}
    where {{ inputs[0] }}.indicator_code = '{{ inputs[0] }}'

    union all
    {% endfor %}
    select
        numbers.indicator_code,
        numbers.area_code,
        numbers.slicing,
        numbers.slice_code,
        array[numbers.figure_id] as input_ids,
        numbers.value as result
    from numbers
    where false

),

figures as (

    select
        {{ figure_id('results') }} as figure_id,
        results.indicator_code,
        results.area_code,
        results.slicing,
        results.slice_code,
        indicators.class,
        indicators.expression,
        results.input_ids,
        round(results.result, indicators.digits)::text as value,
        indicators.unit,
        indicators.digits,
        indicators.basis,
        indicators.source
    from results
    inner join indicators
        on
            results.indicator_code = indicators.code
            and results.slicing = any(string_to_array(indicators.slicings, '+'))
    where results.result is not null

)

select * from figures
