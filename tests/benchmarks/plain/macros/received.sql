{# The rows of the files: loaded into PostgreSQL before, read by DuckDB where they lie. #}
{% macro received(name, delimiter) -%}
    {%- if target.type == 'duckdb' -%}
        read_csv('{{ var(name) }}', delim = '{{ delimiter }}', header = true, all_varchar = true, strict_mode = false)
    {%- else -%}
        received.{{ name }}
    {%- endif -%}
{%- endmacro %}
