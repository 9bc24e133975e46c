{# Dates of the period and instants of the build, as literals: `period` is YYYY-MM, `as_of` ISO 8601 in UTC. #}

{% macro first_of_month(months_later=0) -%}
    {%- set parts = var('period').split('-') -%}
    {%- set months = parts[0] | int * 12 + parts[1] | int - 1 + months_later -%}
    {{ '%04d-%02d-01' | format(months // 12, months % 12 + 1) }}
{%- endmacro %}

{% macro period() -%} '{{ var("period") }}' {%- endmacro %}

{% macro previous_period() -%} '{{ first_of_month(-1)[:7] }}' {%- endmacro %}

{# The same month a year before, where the series of a figure begins. #}
{% macro year_before() -%} '{{ first_of_month(-12)[:7] }}' {%- endmacro %}

{% macro period_start() -%} date '{{ first_of_month() }}' {%- endmacro %}

{% macro period_end() -%}
    {%- set next_month = modules.datetime.date.fromisoformat(first_of_month(1)) -%}
    date '{{ next_month - modules.datetime.timedelta(days=1) }}'
{%- endmacro %}

{% macro year_start() -%} date '{{ var("period")[:4] }}-01-01' {%- endmacro %}

{% macro as_of() -%} {{ instant(var('as_of')) }} {%- endmacro %}

{% macro as_of_date() -%} {{ local_date(as_of()) }} {%- endmacro %}

{# Whether an edition is older than the one being rebuilt; any edition is when none is being rebuilt. #}
{% macro is_older_edition(editions) -%}
    {%- set limit = var('before_edition_no') -%}
    {{ editions ~ '.edition_no < ' ~ limit if limit is not none else 'true' }}
{%- endmacro %}

{# A row of a dated table counts when its load was recorded by as_of and it had not been replaced by then.
   The model has the visible loads as its CTE `loads`. #}
{% macro is_visible(relation) -%}
    {{ relation }}.load_no in (select loads.load_no from loads)
    and (
        {{ relation }}.replaced_by_load_no is null
        or {{ relation }}.replaced_by_load_no not in (select loads.load_no from loads)
    )
{%- endmacro %}
