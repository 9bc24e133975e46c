{# Where a person or row belongs that names no area we know: it counts for the nation and nowhere below. #}
{% macro nation() -%} 'ID' {%- endmacro %}
