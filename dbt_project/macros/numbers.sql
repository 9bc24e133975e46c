{# 100 x numerator / denominator as text with that many digits, rounded half away from zero, from exact integers;
   null without a denominator. #}
{% macro percent_text(numerator, denominator, digits) -%}
    case
        when {{ denominator }} > 0
            then
                round(
                    sign({{ numerator }}::numeric) * div(
                        200 * abs({{ numerator }}::numeric) * 10::numeric ^ {{ digits }} + {{ denominator }},
                        2 * {{ denominator }}::numeric
                    ) / 10::numeric ^ {{ digits }},
                    {{ digits }}
                )::text
    end
{%- endmacro %}

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

{# The id of a figure; the absent slice is the total and a segment stands bare. #}
{% macro figure_id(relation) -%}
    {{ relation }}.indicator_code || ':' || {{ period() }} || ':' || {{ relation }}.area_code
    || case {{ relation }}.slicing
        when 'total' then ''
        when 'segment' then ':' || {{ relation }}.slice_code
        else ':' || {{ relation }}.slicing || '=' || {{ relation }}.slice_code
    end
{%- endmacro %}

{# Rows of the seed indicators while the project runs; nothing while it is only read. #}
{% macro derived_indicators() -%}
    {%- if execute -%}
        {%- set query -%}
            select code, expression from {{ ref('indicators') }}
            where class = 'derived' order by {{ in_bytes_order('code') }}
        {%- endset -%}
        {{- return(run_query(query).rows | list) -}}
    {%- endif -%}
    {{- return([]) -}}
{%- endmacro %}

{# Indicator codes an expression stands on, in the order of their first appearance. #}
{% macro inputs_of(expression) -%}
    {%- set codes = [] -%}
    {%- for code in modules.re.findall('([a-z][a-z0-9_]*)[.](?:value|numerator|denominator)', expression) -%}
        {%- if code not in codes -%}{%- do codes.append(code) -%}{%- endif -%}
    {%- endfor -%}
    {{- return(codes) -}}
{%- endmacro %}
