{# Everything only Spark says is here; each macro has a namesake in the files of the other engines. Sail speaks the same.
   The session's time zone is UTC. #}

{% macro collect_statistics() -%} {%- endmacro %}

{% macro plan_by_sets() -%} {%- endmacro %}

{# Keys are held where rows come back to the warehouse. #}
{% macro add_keys() -%} {%- endmacro %}

{# A table of the lake, and what a function of the warehouse says: views of the session, which have no schema. #}
{% macro stored(relation) -%} {{ relation.schema }}__{{ relation.identifier }} {%- endmacro %}

{% macro known_at(function, instant, month=none) -%} {{ stored(function) }} {%- endmacro %}

{# A key as the warehouse numbers it; null where it names nobody. #}
{% macro nik_no(column) -%}
    case
        when {{ column }} rlike '^[0-9]{16}$' and cast({{ column }} as bigint) % 1111111111111111 <> 0
            then cast({{ column }} as bigint)
    end
{%- endmacro %}
{% macro kpj_no(column) -%}
    case
        when
            {{ column }} rlike '^[0-9]{8,13}$'
            and replace({{ column }}, substr({{ column }}, 1, 1), '') <> ''
            then 10000000000000000 + cast('1' || {{ column }} as bigint)
    end
{%- endmacro %}

{% macro in_bytes_order(column) -%} {{ column }} {%- endmacro %}

{% macro local_date(instant) -%} cast(from_utc_timestamp({{ instant }}, 'Asia/Jakarta') as date) {%- endmacro %}

{% macro last_of_month(day) -%} last_day({{ day }}) {%- endmacro %}

{# Months later; the last day of a month stays a last day. #}
{% macro months_later(day, months) -%}
    case
        when {{ day }} = last_day({{ day }}) then last_day(add_months({{ day }}, {{ months }}))
        else add_months({{ day }}, {{ months }})
    end
{%- endmacro %}

{% macro month_of(day) -%} month({{ day }}) {%- endmacro %}

{% macro once() -%} {%- endmacro %}

{% macro join_judged(rows, submissions, joined_as, by_month=false) -%}
    inner join {{ rows }} as {{ joined_as }}
        on
            {{ of_one_judgement(joined_as, submissions, by_month) }}
{%- endmacro %}

{% macro joined_texts(column, between='+') -%}
    array_join(sort_array(collect_list({{ column }})), '{{ between }}')
{%- endmacro %}

{# The text that PostgreSQL gives for jsonb: keys by length, then by bytes. #}
{% macro counts_by_key(key, total) -%}
    nullif(
        '{' || array_join(
            transform(
                sort_array(
                    collect_list(struct(length({{ key }}) as size, {{ key }} as name, {{ total }} as total))
                    filter (where {{ key }} is not null)
                ),
                one -> '"' || one.name || '": ' || one.total
            ),
            ', '
        ) || '}',
        '{}'
    )
{%- endmacro %}

{# A name as part of a code; of a name without a letter a-z or a digit, twelve digits of its hash, so that two such
   names stay two. Codes are published: what has a slug keeps it. #}
{% macro slug(column) -%}
    coalesce(
        nullif(trim(both '-' from regexp_replace(lower({{ column }}), '[^a-z0-9]+', '-')), ''),
        left(sha2(nullif(trim(lower({{ column }})), ''), 256), 12)
    )
{%- endmacro %}

{% macro first_of(table, key, order_by) -%}
    (
        select whole_row.*
        from (
            select
                struct(*) as whole_row,
                row_number() over (partition by {{ key }} order by {{ order_by }}) as place_of_row
            from {{ table }}
        ) as placed_rows
        where place_of_row = 1
    )
{%- endmacro %}

{% macro parent_code(code) -%} nullif(regexp_replace({{ code }}, '[.]?[^.]*$', ''), '') {%- endmacro %}

{# That day of the month after the period, at most its last. #}
{% macro day_of_next_month(day) -%}
    date_add(
        date '{{ first_of_month(1) }}',
        least({{ day }}, day(date_sub(date '{{ first_of_month(2) }}', 1))) - 1
    )
{%- endmacro %}

{% macro no_texts() -%} cast(array() as array<string>) {%- endmacro %}

{% macro list_of(columns) -%} array({{ columns | join(', ') }}) {%- endmacro %}

{% macro is_among(value, joined_codes) -%}
    array_contains(split({{ joined_codes }}, '[+]'), {{ value }})
{%- endmacro %}

{# A text without a value. #}
{% macro no_text() -%} cast(null as string) {%- endmacro %}

{% macro instant(literal) -%} timestamp_ltz '{{ literal }}' {%- endmacro %}

{% macro days_between(first, last) -%} datediff({{ last }}, {{ first }}) {%- endmacro %}

{% macro day_before(day) -%} date_sub({{ day }}, 1) {%- endmacro %}

{% macro text_of(number) -%} cast({{ number }} as string) {%- endmacro %}

{# A decimal text as an exact number. #}
{% macro number_of(text) -%} cast({{ text }} as decimal(24, 4)) {%- endmacro %}

{# A count to calculate with, exactly. #}
{% macro exact(count) -%} cast({{ count }} as decimal(20, 0)) {%- endmacro %}

{# A number as the nearest of those that machines calculate with. #}
{% macro near(number) -%} cast({{ number }} as double) {%- endmacro %}

{# An exact number as text with that many digits, rounded half away from zero. To how many must stand in the query. #}
{% macro rounded_text(number, digits) -%}
    case {{ digits }}
        {%- for digit in range(5) %}
        when {{ digit }} then cast(cast(round({{ number }}, {{ digit }}) as decimal(30, {{ digit }})) as string)
        {%- endfor %}
    end
{%- endmacro %}

{# 100 x numerator / denominator as text with that many digits, rounded half away from zero, from exact integers below
   9 x 10^18 / (200 x 10^digits), beyond which the build stops; null without a denominator. #}
{% macro percent_text(numerator, denominator, digits) -%}
    case
        when {{ denominator }} > 0
            then
                case {{ digits }}
                    {%- for digit in range(5) %}
                    when {{ digit }}
                        then
                            cast(cast(
                                cast(
                                    case when {{ numerator }} < 0 then -1 else 1 end * div(
                                        200 * abs({{ numerator }}) * {{ 10 ** digit }} + {{ denominator }},
                                        2 * {{ denominator }}
                                    ) as decimal(20, 0)
                                ) / {{ 10 ** digit }} as decimal(24, {{ digit }})
                            ) as string)
                    {%- endfor %}
                end
    end
{%- endmacro %}

{# dbt-spark binds a missing value as the text None and leaves quotes as they are, so code lists are written as literals. #}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set sql -%}
        insert into {{ this.render() }} values
        {% for row in agate_table.rows -%}
        (
            {%- for name in agate_table.column_names -%}
                {%- set type = types.get(name, adapter.convert_type(agate_table, loop.index0)) -%}
                {%- set value = row[loop.index0] -%}
                {%- if value is none -%} cast(null as {{ type }})
                {%- else -%} cast('{{ value | string | replace("\\", "\\\\") | replace("'", "\\'") }}' as {{ type }})
                {%- endif -%}
                {{ ', ' if not loop.last }}
            {%- endfor -%}
        ){{ ', ' if not loop.last }}
        {% endfor %}
    {%- endset -%}
    {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {{- return(sql) -}}
{%- endmacro %}
