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
        + cast({{ memberships }}.file_no as bigint) * 10000000000
        + {{ memberships }}.row_number
    )
{%- endmacro %}

{# By which key a row has its person, the NIK before the KPJ. #}
{% macro matched_by(nik_person_no, kpj_person_no) -%}
    case
        when {{ nik_person_no }} is not null then 'nik'
        when {{ kpj_person_no }} is not null then 'kpj'
    end
{%- endmacro %}

{# Last columns of a fact: what it counts, and the record of register or reference it came from. #}
{% macro counted_record(relation, unit_kind, unit_no, source_kind='register') -%}
    '{{ unit_kind }}' as unit_kind,
        {{ unit_no }} as unit_no,
        {{ record_of(relation, source_kind) }}
{%- endmacro %}

{% macro record_of(relation, source_kind='register') -%}
    '{{ source_kind }}' as source_kind,
        {{ relation }}.load_no as source_no,
        {{ relation }}.file_no as sheet_no,
        {{ relation }}.row_number
{%- endmacro %}

{# Keys of people are numbers: a NIK its own sixteen digits, a KPJ one above all of those. #}
{% macro first_kpj_no() -%} 10000000000000000 {%- endmacro %}

{# What a fact about members takes from their memberships. #}
{% macro member_columns(memberships) -%}
    {%- for name in [
        'person_no', 'segment_code', 'category_code', 'funding_code', 'office_code', 'work_regency_code',
        'residence_area_code', 'programme_codes', 'matched_by', 'is_active_year', 'is_active_month_end', 'active_from',
        'active_to', 'paid_through', 'covered_until', 'load_no', 'file_no', 'row_number',
    ] -%}
    {{ memberships }}.{{ name }}
        {%- if not loop.last %},
        {% endif %}
    {%- endfor %}
{%- endmacro %}
