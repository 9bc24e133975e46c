{# Everything only DuckDB says is here; each macro has a namesake in the files of the other engines. The session's time
   zone is UTC and it has the extension icu. #}

{% macro collect_statistics() -%} {%- endmacro %}

{% macro plan_by_sets() -%} {%- endmacro %}

{% macro add_keys() -%} {%- endmacro %}

{# A table of the warehouse. #}
{% macro stored(relation) -%} {{ relation }} {%- endmacro %}

{# Instead of the warehouse's functions the session has views of what they say of its instant. #}
{% macro known_at(function, instant, month=none) -%} {{ function }} {%- endmacro %}

{# A key as the warehouse numbers it; null where it names nobody. #}
{% macro nik_no(column) -%}
    case
        when
            regexp_full_match({{ column }}, '[0-9]{16}')
            and try_cast({{ column }} as bigint) % 1111111111111111 <> 0
            then try_cast({{ column }} as bigint)
    end
{%- endmacro %}
{% macro kpj_no(column) -%}
    case
        when
            regexp_full_match({{ column }}, '[0-9]{8,13}')
            and replace({{ column }}, {{ column }}[1], '') <> ''
            then 10000000000000000 + try_cast('1' || {{ column }} as bigint)
    end
{%- endmacro %}

{% macro in_bytes_order(column) -%} {{ column }} {%- endmacro %}

{% macro local_date(instant) -%} cast(timezone('Asia/Jakarta', {{ instant }}) as date) {%- endmacro %}

{% macro last_of_month(day) -%} last_day({{ day }}) {%- endmacro %}

{# Months later; the last day of a month stays a last day. #}
{% macro months_later(day, months) -%}
    case
        when {{ day }} = last_day({{ day }}) then last_day({{ day }} + to_months({{ months }}))
        else cast({{ day }} + to_months({{ months }}) as date)
    end
{%- endmacro %}

{% macro month_of(day) -%} month({{ day }}) {%- endmacro %}

{% macro once() -%} materialized {%- endmacro %}

{% macro join_judged(rows, submissions, joined_as, by_month=false) -%}
    inner join {{ rows }} as {{ joined_as }}
        on
            {{ of_one_judgement(joined_as, submissions, by_month) }}
{%- endmacro %}

{% macro joined_texts(column, between='+') -%}
    string_agg({{ column }}, '{{ between }}' order by {{ column }})
{%- endmacro %}

{# The text that PostgreSQL gives for jsonb: keys by length, then by bytes. #}
{% macro counts_by_key(key, total) -%}
    '{' || string_agg(
        '"' || {{ key }} || '": ' || {{ total }}, ', ' order by strlen({{ key }}), {{ key }}
    ) filter (where {{ key }} is not null) || '}'
{%- endmacro %}

{# A name as part of a code; of a name without a letter a-z or a digit, twelve digits of its hash, so that two such
   names stay two. Codes are published: what has a slug keeps it. #}
{% macro slug(column) -%}
    coalesce(
        nullif(trim(regexp_replace(lower({{ column }}), '[^a-z0-9]+', '-', 'g'), '-'), ''),
        left(sha256(nullif(trim(lower({{ column }})), '')), 12)
    )
{%- endmacro %}

{% macro first_of(table, key, order_by) -%}
    (
        select *
        from {{ table }}
        qualify row_number() over (partition by {{ key }} order by {{ order_by }}) = 1
    )
{%- endmacro %}

{% macro parent_code(code) -%} nullif(regexp_replace({{ code }}, '\.?[^.]*$', ''), '') {%- endmacro %}

{# That day of the month after the period, at most its last. #}
{% macro day_of_next_month(day) -%}
    (date '{{ first_of_month(1) }}' + cast(least(
        {{ day }}, day(date '{{ first_of_month(2) }}' - 1)
    ) - 1 as integer))
{%- endmacro %}

{% macro no_texts() -%} cast([] as varchar[]) {%- endmacro %}

{% macro list_of(columns) -%} [{{ columns | join(', ') }}] {%- endmacro %}

{% macro is_among(value, joined_codes) -%}
    list_contains(string_split({{ joined_codes }}, '+'), {{ value }})
{%- endmacro %}

{# A text without a value. #}
{% macro no_text() -%} cast(null as varchar) {%- endmacro %}

{% macro instant(literal) -%} timestamptz '{{ literal }}' {%- endmacro %}

{% macro days_between(first, last) -%} ({{ last }} - {{ first }}) {%- endmacro %}

{% macro day_before(day) -%} ({{ day }} - 1) {%- endmacro %}

{% macro text_of(number) -%} cast({{ number }} as varchar) {%- endmacro %}

{# A decimal text as an exact number. #}
{% macro number_of(text) -%} cast({{ text }} as decimal(24, 4)) {%- endmacro %}

{# A count to calculate with, exactly. #}
{% macro exact(count) -%} cast({{ count }} as decimal(18, 0)) {%- endmacro %}

{# A number as the nearest of those that machines calculate with. #}
{% macro near(number) -%} cast({{ number }} as double) {%- endmacro %}

{# A number as text with that many digits, rounded half away from zero. #}
{% macro rounded_text(number, digits) -%}
    case {{ digits }}
        {%- for digit in range(5) %}
        when {{ digit }} then cast(cast({{ number }} as decimal(30, {{ digit }})) as varchar)
        {%- endfor %}
    end
{%- endmacro %}

{# 100 x numerator / denominator as text with that many digits, rounded half away from zero, from exact integers;
   null without a denominator. #}
{% macro percent_text(numerator, denominator, digits) -%}
    case
        when {{ denominator }} > 0
            then
                case {{ digits }}
                    {%- for digit in range(5) %}
                    when {{ digit }}
                        then
                            cast(
                                cast(
                                    sign({{ numerator }}) * (
                                        (200 * abs({{ numerator }}) * {{ 10 ** digit }} + {{ denominator }})
                                        // (2 * {{ denominator }})
                                    ) as decimal(20, 0)
                                ) * cast({{ 10 ** -digit }} as decimal(9, {{ digit }})) as varchar
                            )
                    {%- endfor %}
                end
    end
{%- endmacro %}
