{# A list that does not say who pays for its people. #}
{% macro funding_unknown() -%} 'TIDAK_DISEBUT' {%- endmacro %}

{# One number for a row of a sheet: a sheet has fewer than a hundred million rows, which CAKUPAN_MAX_ROWS cannot pass,
   and a file at most a thousand sheets. #}
{% macro roster_row_no(roster_rows) -%}
    {{ roster_rows }}.submission_no * 100000000000
    + {{ roster_rows }}.sheet_no::bigint * 100000000
    + {{ roster_rows }}.row_number
{%- endmacro %}

{# Of an intern beside a programme: whether a membership active on the last day holds it. #}
{% macro covered_by_programme() -%}
    coalesce('+' || programme_codes || '+' like '%+' || programme_code || '+%', false)::integer
{%- endmacro %}

{# Evidence of an indicator over the people on lists: each once per slice, and beside them the excluded rows. #}
{% macro roster_evidence(indicator_code, slicings, numerator, denominator='0', people='fct_roster_months', of_kind='true') -%}
{%- set slices = {
    'total': "'TOTAL'",
    'kind': 'roster_kind',
    'partner': 'partner_id',
    'funding': 'funding_code',
    'host': 'host_code',
    'programme': 'programme_code',
} -%}
with

people as (

    select * from {{ ref(people) }}

),

excluded as (

    select * from {{ ref('int_quarantined_rows__explained') }}

),

kinds as (

    select * from {{ ref('roster_kinds') }}

),

listed as (

    select people.*
    from people
    inner join kinds on people.roster_kind = kinds.code
    where {{ of_kind }}

),

left_out as (

    select excluded.*
    from excluded
    inner join kinds on excluded.roster_kind = kinds.code
    where
        excluded.is_in_force
        and kinds.counts = 'persons'
        and {{ of_kind }}

),

programmes as (

    select code as programme_code
    from {{ ref('programmes') }}
    where is_for_interns

),

{% for slicing in slicings %}
by_{{ slicing }} as (
{% if slicing == 'programme' %}
    select
        by_total.*,
        programmes.programme_code
    from by_total
    cross join programmes
{% else %}
    select *
    from {{ first_of(
        'listed',
        ('' if slicing == 'total' else slices[slicing] ~ ', ') ~ 'unit_kind, unit_no',
        'listed_from desc, submission_no desc, sheet_no, row_number'
    ) }} as ranked
    {{ 'where host_code is not null' if slicing == 'host' }}
{% endif %}
),

{% endfor %}
counted as (

    {% for slicing in slicings %}
    select
        {{ evidence_columns(
            indicator_code,
            slicing="'" ~ slicing ~ "'",
            slice_code=slices[slicing],
            area_code='area_code',
            office_code='office_code',
            funding_code='funding_code',
            category_code='category_code',
            roster_kind='roster_kind',
            partner_no='partner_no',
            unit_kind='unit_kind',
            unit_no='unit_no',
            programme_code=slices['programme'] if slicing == 'programme' else 'null',
            numerator=covered_by_programme() if slicing == 'programme' else numerator,
            denominator=denominator,
            source_kind="'roster'",
            source_no='submission_no',
            sheet_no='sheet_no',
            row_number='row_number'
        ) }}
    from by_{{ slicing }}

    union all

    select
        {{ evidence_columns(
            indicator_code,
            slicing="'" ~ slicing ~ "'",
            slice_code=slices[slicing],
            area_code='area_code',
            office_code='office_code',
            funding_code='funding_code',
            category_code='category_code',
            roster_kind='roster_kind',
            partner_no='partner_no',
            unit_kind="'quarantined_row'",
            unit_no='unit_no',
            numerator='0',
            excluded='1',
            cause='cause',
            source_kind="'roster'",
            source_no='submission_no',
            sheet_no='sheet_no',
            row_number='row_number'
        ) }}
    from left_out
    {{ 'cross join programmes' if slicing == 'programme' }}
    {{ 'where host_code is not null' if slicing == 'host' }}
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}
)

select * from counted
{%- endmacro %}
