{# nation 1 … village 5. #}
{% macro level_number(level) -%}
    case {{ level }}
        when 'nation' then 1
        when 'province' then 2
        when 'regency' then 3
        when 'district' then 4
        when 'village' then 5
    end
{%- endmacro %}

{# Whether figures of an indicator are printed for areas of a level, or for offices; the model has the CTE `indicators`. #}
{% macro is_printed_level(level) -%}
    (
        {{ level_number(level) }}
        between {{ level_number('indicators.highest_level') }}
        and {{ level_number('indicators.lowest_level') }}
        or ({{ level }} = 'office' and coalesce(indicators.for_offices, false))
    )
{%- endmacro %}

{# The id of a figure; the absent slice is the total and a segment stands bare. #}
{% macro figure_id(relation) -%}
    {{ relation }}.indicator_code || ':' || {{ period() }} || ':' || {{ relation }}.area_code
    || case {{ relation }}.slicing
        when 'total' then ''
        when 'segment' then ':' || {{ relation }}.slice_code
        else ':' || {{ relation }}.slicing || '=' || {{ relation }}.slice_code
    end
{%- endmacro %}

{# How many digits a decimal text has after its point. #}
{% macro decimals_of(text) -%}
    case
        {%- for digits in (4, 3, 2, 1) %}
        when {{ text }} like '%.{{ '_' * digits }}' then {{ digits }}
        {%- endfor %}
        else 0
    end
{%- endmacro %}

{# Whether a decimal text is a percentage of two counts, rounded to as many digits as it is written with. #}
{% macro is_rounded_share(text, numerator, denominator) -%}
    {{ number_of(text) }} = {{ number_of(percent_text(numerator, denominator, decimals_of(text))) }}
{%- endmacro %}

{# Codes of the indicators that are expressions over others. #}
{% macro derived_indicators() -%}
    {{- return(var('expressions') | list) -}}
{%- endmacro %}
