{# The segment that is counted by the headcount of its projects, in place of a code or of a list of codes. #}
{% macro headcount_segment() -%}
    (select code from {{ ref('segments') }} where counted_by_headcount)
{%- endmacro %}
