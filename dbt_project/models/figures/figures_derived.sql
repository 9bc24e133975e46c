with

indicators as (

    select * from {{ ref('indicators') }}

),

units as (

    select * from {{ ref('units') }}

),

notes as (

    select * from {{ ref('notes') }}

),

summed as (

    select * from {{ ref('figures_summed') }}

),

series as (

    select * from {{ ref('figure_series') }}

),

numbers as (

    select
        summed.figure_id,
        summed.indicator_code,
        summed.area_code,
        summed.slicing,
        summed.slice_code,
        {{ exact('summed.numerator') }} as numerator,
        {{ exact('summed.denominator') }} as denominator,
        {{ number_of('summed.value') }} as value,
        {{ number_of('month_points.value') }} as month_before,
        month_points.whence as month_whence,
        {{ number_of('year_points.value') }} as year_before,
        year_points.whence as year_whence
    from summed
    left join series as month_points
        on
            summed.figure_id = month_points.figure_id
            and month_points.period = {{ previous_period() }}
    left join series as year_points
        on
            summed.figure_id = year_points.figure_id
            and year_points.period = {{ year_before() }}
    where summed.value is not null

),

results as (

    {% for code in derived_indicators() %}
    {%- set derived = var('expressions')[code] %}
    {%- set inputs = derived.inputs %}
    {%- set input_ids = [] %}
    {%- for input in inputs %}
    {%- do input_ids.append(input ~ '.figure_id') %}
    {%- endfor %}
    {%- set quoted = [] %}
    {%- for operand in derived.operands if operand.endswith('_before') %}
    {%- do quoted.append(operand.replace('_before', '_whence')) %}
    {%- endfor %}
    select
        '{{ code }}' as indicator_code,
        {{ inputs[0] }}.area_code,
        {{ inputs[0] }}.slicing,
        {{ inputs[0] }}.slice_code,
        {{ list_of(input_ids) }} as input_ids,
        {{ quoted | first or no_text() }} as whence,
        {{ derived.sql }} as result
    from numbers as {{ inputs[0] }}
    {%- for input in inputs[1:] %}
    inner join numbers as {{ input }}
        on
            {{ input }}.indicator_code = '{{ input }}'
            and {{ inputs[0] }}.area_code = {{ input }}.area_code
            and {{ inputs[0] }}.slicing = {{ input }}.slicing
            and {{ inputs[0] }}.slice_code = {{ input }}.slice_code
    {%- endfor %}
    where
        {{ inputs[0] }}.indicator_code = '{{ inputs[0] }}'
        {%- for operand in derived.operands %}
        and {{ operand }} is not null
        {%- endfor %}

    union all
    {% endfor %}
    select
        numbers.indicator_code,
        numbers.area_code,
        numbers.slicing,
        numbers.slice_code,
        {{ list_of(['numbers.figure_id']) }} as input_ids,
        {{ no_text() }} as whence,
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
        {{ rounded_text('results.result', 'units.digits') }} as value,
        indicators.unit,
        units.digits,
        indicators.basis,
        case
            when results.whence in ('document', 'simulation') then results.whence
            else indicators.source
        end as source,
        -- All operands have a value, so only a zero divisor leaves none.
        case when results.result is null then zero_divisor.name end as note
    from results
    inner join indicators
        on
            results.indicator_code = indicators.code
            and {{ is_among('results.slicing', 'indicators.slicings') }}
    inner join units on indicators.unit = units.code
    left join notes as zero_divisor on zero_divisor.code = 'PENYEBUT_NOL'

)

select * from figures
