{# The segment that is counted by the headcount of its projects. #}
{% macro headcount_segment() -%} '{{ var("headcount_segment") }}' {%- endmacro %}
