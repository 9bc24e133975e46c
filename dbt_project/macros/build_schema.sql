{# Every model and seed of one build lives in that build's own schema, whatever its folder. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ var('build_schema') }}
{%- endmacro %}
