{# Where a person or row belongs that names no area we know: it counts for the nation and nowhere below. #}
{% macro nation() -%} 'ID' {%- endmacro %}

{# What an office is called among areas. #}
{% macro office_area(offices) -%} 'office:' || {{ offices }}.office_code {%- endmacro %}
