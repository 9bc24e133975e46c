{# A list that does not say who pays for its people. #}
{% macro funding_unknown() -%} 'TIDAK_DISEBUT' {%- endmacro %}

{# One number for a row of a sheet: a sheet has fewer than a hundred million rows, which CAKUPAN_MAX_ROWS cannot pass,
   and a file at most a thousand sheets. #}
{% macro roster_row_no(roster_rows) -%}
    {{ roster_rows }}.submission_no * 100000000000
    + cast({{ roster_rows }}.sheet_no as bigint) * 100000000
    + {{ roster_rows }}.row_number
{%- endmacro %}

{# Rows are of the same judgement as those of another relation; what is kept by month is asked by month, too. #}
{% macro of_one_judgement(rows, submissions, by_month) -%}
    {% if by_month %}{{ rows }}.period = {{ submissions }}.period
            and {% endif %}{{ rows }}.submission_no = {{ submissions }}.submission_no
            and {{ rows }}.judgement_no = {{ submissions }}.judgement_no
{%- endmacro %}

{# Last columns of a fact about a row of a list. #}
{% macro sheet_row_of(relation) -%}
    'roster' as source_kind,
        {{ relation }}.submission_no as source_no,
        {{ relation }}.sheet_no,
        {{ relation }}.row_number
{%- endmacro %}

{# What a fact about people on lists takes from their rows. #}
{% macro listed_columns(relation) -%}
    {%- for name in [
        'partner_no', 'partner_id', 'roster_kind', 'funding_code', 'category_code', 'area_code', 'office_code',
        'person_no', 'candidate_no', 'listed_from', 'unit_kind', 'unit_no', 'submission_no', 'sheet_no', 'row_number',
    ] -%}
    {{ relation }}.{{ name }},
        {% endfor %}
    {{- match_columns(relation) }}
{%- endmacro %}

{# How a row of a list was matched with the register, and by which decision. #}
{% macro match_columns(relation) -%}
    {{ relation }}.match_state,
        {{ relation }}.matched_by,
        {{ relation }}.match_weight,
        {{ relation }}.model_version,
        {{ relation }}.decision_load_no
{%- endmacro %}

{# The newest list first, then the latest file, then the order of the file. #}
{% macro newest_list_first(list_no='source_no') -%}
    listed_from desc nulls first, {{ list_no }} desc nulls first, sheet_no nulls last, row_number nulls last
{%- endmacro %}

{# Which of the lists that name a unit is the newest, among those alike in some columns: 1 for the newest. #}
{% macro rank_of_list(alike_in) -%}
    row_number() over (
        partition by joined.unit_kind, joined.unit_no, {{ alike_in }}
        order by {{ newest_list_first() }}
    )
{%- endmacro %}

{# Which of the rows that name somebody or may name him stands for him, among those alike in some columns: first one that
   is certain. #}
{% macro rank_of_rival(is_uncertain, alike_in=none) -%}
    row_number() over (
        partition by rival_no{{ ', ' ~ alike_in if alike_in else '' }}
        order by {{ is_uncertain }} nulls last, {{ newest_list_first() }}
    )
{%- endmacro %}

{# Codes that are there, each after a +; null when none is. #}
{% macro joined_codes() -%}
    nullif(
        {%- for code in varargs %}
        {{ '|| ' if not loop.first }}coalesce('+' || {{ code }}, '')
        {%- endfor %}, ''
    )
{%- endmacro %}
