{# The register's rule of activity, on rows of int_memberships__dated. #}
{% macro is_active_on(memberships, day) -%}
    (
        {{ memberships }}.active_from <= {{ day }}
        and ({{ memberships }}.covered_until is null or {{ memberships }}.covered_until >= {{ day }})
    )
{%- endmacro %}

{# A membership no valid NIK or KPJ identifies stands for itself, under a negative number. #}
{% macro nobody_no(memberships) -%}
    -(
        {{ memberships }}.load_no * 1000000000000
        + {{ memberships }}.file_no::bigint * 10000000000
        + {{ memberships }}.row_number
    )
{%- endmacro %}

{% macro person_or_membership(person_no) -%}
    case when {{ person_no }} < 0 then 'membership' else 'person' end
{%- endmacro %}
