{# Everything only PostgreSQL says is here; each macro has a namesake in the files of the other engines. #}

{% macro collect_statistics() -%} analyze {{ this }} {%- endmacro %}

{# A build reads whole tables. Of what is computed on the way nothing is known, and where it is taken to be small a
   nested loop over twenty thousand rows takes seventeen seconds that a hash takes in a tenth of one. #}
{% macro plan_by_sets() -%} set local enable_nestloop = off {%- endmacro %}

{# Keys of a contract, once its table is full: an index is made of all rows at once in a third of the time. #}
{% macro add_keys() -%}
    {%- for key in adapter.render_raw_model_constraints(raw_constraints=model['constraints']) %}
    alter table {{ this }} add {{ key }};
    {%- endfor %}
{%- endmacro %}

{% macro postgres__get_table_columns_and_constraints() -%}
    ({{ adapter.render_raw_columns_constraints(raw_columns=model['columns']) | join(', ') }})
{%- endmacro %}

{# A table of the warehouse. #}
{% macro stored(relation) -%} {{ relation }} {%- endmacro %}

{# What a function of the warehouse says of an instant. #}
{% macro known_at(function, instant, month=none) -%}
    {{ function }}({{ [instant, month] | select | join(', ') }})
{%- endmacro %}

{# A key as the warehouse numbers it; null where it names nobody. #}
{% macro nik_no(column) -%} identity.nik_no({{ column }}) {%- endmacro %}
{% macro kpj_no(column) -%} identity.kpj_no({{ column }}) {%- endmacro %}

{% macro in_bytes_order(column) -%} {{ column }} collate "C" {%- endmacro %}

{% macro local_date(instant) -%} ({{ instant }} at time zone 'Asia/Jakarta')::date {%- endmacro %}

{% macro last_of_month(day) -%}
    (date_trunc('month', {{ day }}) + interval '1 month - 1 day')::date
{%- endmacro %}

{# Months later; the last day of a month stays a last day. #}
{% macro months_later(day, months) -%}
    case
        when {{ day }} = {{ last_of_month(day) }}
            then {{ last_of_month("(" ~ day ~ " + make_interval(months => " ~ months ~ "))") }}
        else ({{ day }} + make_interval(months => {{ months }}))::date
    end
{%- endmacro %}

{% macro month_of(day) -%} extract(month from {{ day }})::integer {%- endmacro %}

{# Computed once, before it is joined: a list of rows is not read again for each row of what it is joined with. #}
{% macro once() -%} materialized {%- endmacro %}

{# The rows of a partitioned table that belong to one row of another: partition by partition, by index, so that
   the cost follows the submissions in force and not the months on record. #}
{% macro join_judged(rows, submissions, joined_as, by_month=false) -%}
    cross join lateral (
        select * from {{ rows }}
        where
            {{ of_one_judgement(rows, submissions, by_month) }}
        offset 0
    ) as {{ joined_as }}
{%- endmacro %}

{% macro joined_texts(column, between='+') -%}
    string_agg({{ column }}, '{{ between }}' order by {{ in_bytes_order(column) }})
{%- endmacro %}

{% macro counts_by_key(key, total) -%}
    jsonb_object_agg({{ key }}, {{ total }}) filter (where {{ key }} is not null)
{%- endmacro %}

{# A name as part of a code; of a name without a letter a-z or a digit, twelve digits of its hash, so that two such
   names stay two. Codes are published: what has a slug keeps it. #}
{% macro slug(column) -%}
    coalesce(
        nullif(trim(both '-' from regexp_replace(lower({{ column }}), '[^a-z0-9]+', '-', 'g')), ''),
        left(
            encode(sha256(convert_to(nullif(btrim(lower({{ column }})), ''), 'UTF8')), 'hex'), 12
        )
    )
{%- endmacro %}

{% macro first_of(table, key, order_by) -%}
    (
        select distinct on ({{ key }}) *
        from {{ table }}
        order by {{ key }}, {{ order_by }}
    )
{%- endmacro %}

{% macro parent_code(code) -%} nullif(regexp_replace({{ code }}, '\.?[^.]*$', ''), '') {%- endmacro %}

{# That day of the month after the period, at most its last. #}
{% macro day_of_next_month(day) -%}
    (date '{{ first_of_month(1) }}' + least(
        {{ day }}, extract(day from date '{{ first_of_month(2) }}' - 1)::integer
    ) - 1)
{%- endmacro %}

{% macro no_texts() -%} '{}'::text[] {%- endmacro %}

{% macro list_of(columns) -%} array[{{ columns | join(', ') }}] {%- endmacro %}

{% macro is_among(value, joined_codes) -%}
    {{ value }} = any(string_to_array({{ joined_codes }}, '+'))
{%- endmacro %}

{# A text without a value. #}
{% macro no_text() -%} null::text {%- endmacro %}

{% macro instant(literal) -%} timestamptz '{{ literal }}' {%- endmacro %}

{% macro days_between(first, last) -%} ({{ last }} - {{ first }}) {%- endmacro %}

{% macro day_before(day) -%} ({{ day }} - 1) {%- endmacro %}

{% macro text_of(number) -%} ({{ number }})::text {%- endmacro %}

{# A decimal text as an exact number. #}
{% macro number_of(text) -%} ({{ text }})::numeric {%- endmacro %}

{# A count to calculate with, exactly. #}
{% macro exact(count) -%} {{ count }} {%- endmacro %}

{# A number as the nearest of those that machines calculate with. #}
{% macro near(number) -%} ({{ number }})::double precision {%- endmacro %}

{# An exact number as text with that many digits, rounded half away from zero. #}
{% macro rounded_text(number, digits) -%} round({{ number }}, {{ digits }})::text {%- endmacro %}

{# 100 x numerator / denominator as text with that many digits, rounded half away from zero, from exact integers;
   null without a denominator. #}
{% macro percent_text(numerator, denominator, digits) -%}
    case
        when {{ denominator }} > 0
            then
                round(
                    sign({{ numerator }}::numeric) * div(
                        200 * abs({{ numerator }}::numeric) * 10::numeric ^ {{ digits }} + {{ denominator }},
                        2 * {{ denominator }}::numeric
                    ) / 10::numeric ^ {{ digits }},
                    {{ digits }}
                )::text
    end
{%- endmacro %}
