{# The register's rule of activity, on rows of int_memberships__dated. #}
{% macro is_active_on(memberships, day) -%}
    (
        {{ memberships }}.active_from <= {{ day }}
        and ({{ memberships }}.covered_until is null or {{ memberships }}.covered_until >= {{ day }})
    )
{%- endmacro %}
