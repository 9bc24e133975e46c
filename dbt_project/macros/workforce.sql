{# The id of a workforce row among the unit keys. #}
{% macro workforce_id(workforces) -%}
    {{ workforces }}.basis || '/' || {{ workforces }}.area_code || '/' || {{ workforces }}.segment_code
    || '/' || {{ workforces }}.valid_from
{%- endmacro %}

{# What a workforce row carries from the area it is stated for to the area it is used for. #}
{% macro workforce_columns(workforces) -%}
    {% set is_stated = workforces == 'workforces' -%}
    {{ workforces }}.{{ 'area_code as ' if is_stated }}stated_area_code,
        {{ workforces }}.segment_code,
        {{ workforces }}.workforce_no,
        {{ workforces }}.workers,
        {{ workforces }}.valid_from,
        {{ workforces }}.load_no,
        {{ workforces }}.file_no,
        {{ workforces }}.row_number
{%- endmacro %}
