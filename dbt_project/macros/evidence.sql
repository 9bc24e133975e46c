{# Evidence of an indicator, row by row over facts: a view in SQL that every engine understands
   (docs/reference/portable-sql.md). Each count names its fact and may say `where` of it counts, `by` which slicings, and
   what a row gives for a column of evidence; else the fact's own column stands, else nothing. A row that counts adds 1 to
   the numerator. A slicing is a name, or a mapping with `slicing` and any of `slice_code`, `where` and columns.
   What it is made of stays with the model, for `evidence_sums` adds it up without going through it row by row. #}
{% macro evidence(indicator_code, counts) -%}
{{- config(meta={'counts': counts}) -}}
{%- for count, slice in slices_of(counts) %}
select
    {{- evidence_columns(indicator_code, count, slice) }}
from {{ ref(count.fact) }}
    {{- counted_where(count, slice) }}
    {%- if not loop.last %}

union all
    {%- endif -%}
{%- endfor -%}
{%- endmacro %}

{# Each count with each of its slicings. #}
{% macro slices_of(counts) -%}
    {%- set pairs = [] -%}
    {%- for count in counts -%}
        {%- for slicing in count.get('by', ['total']) -%}
            {%- do pairs.append((count, {'slicing': slicing} if slicing is string else slicing)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(pairs) -}}
{%- endmacro %}

{% macro counted_where(count, slice) -%}
    {%- set conditions = [count.where, slice.where] | select | list -%}
    {%- if conditions %}
where {{ conditions | join(' and ') }}
    {%- endif -%}
{%- endmacro %}

{% macro evidence_columns(indicator_code, count, slice) -%}
    {%- set values = evidence_values(indicator_code, count, slice) -%}
    {%- for name, type in evidence_types().items() %}
    {{ typed(values[name], type) }} as {{ name }}
        {%- if not loop.last %},{% endif %}
    {%- endfor %}
{%- endmacro %}

{# What a row of a fact gives for each column of evidence. #}
{% macro evidence_values(indicator_code, count, slice) -%}
    {%- set given = dict(count, **slice) -%}
    {%- set own = fact_columns()[count.fact] -%}
    {%- set otherwise = {
        'slice_code': slice_code(slice.slicing),
        'area_code': nation(),
        'numerator': '1',
        'denominator': '0',
        'excluded': '0',
        'possible': '0',
        'unknown': '0',
        'rolls_up': 'true',
    } -%}
    {%- set values = {} -%}
    {%- for name in evidence_types() -%}
        {%- do values.update({
            name: given.get(name, name if name in own else otherwise.get(name, 'null'))
        }) -%}
    {%- endfor -%}
    {%- do values.update(indicator_code="'" ~ indicator_code ~ "'", slicing="'" ~ slice.slicing ~ "'") -%}
    {{- return(values) -}}
{%- endmacro %}

{# A text needs no type, but where there is none: of a text without a value engines know one name, with a length. #}
{% macro typed(value, type) -%}
    {%- if type != 'string' -%} cast({{ value }} as {{ type }})
    {%- elif value == 'null' -%} cast(null as varchar(1))
    {%- else -%} {{ value }}
    {%- endif -%}
{%- endmacro %}

{# The columns of evidence, in order. #}
{% macro evidence_types() -%}
    {{- return({
        'indicator_code': 'string',
        'slicing': 'string',
        'slice_code': 'string',
        'area_code': 'string',
        'office_code': 'string',
        'segment_code': 'string',
        'programme_code': 'string',
        'funding_code': 'string',
        'category_code': 'string',
        'roster_kind': 'string',
        'partner_no': 'bigint',
        'employer_no': 'bigint',
        'unit_kind': 'string',
        'unit_no': 'bigint',
        'numerator': 'bigint',
        'denominator': 'bigint',
        'excluded': 'bigint',
        'possible': 'bigint',
        'unknown': 'bigint',
        'cause': 'string',
        'rolls_up': 'boolean',
        'source_kind': 'string',
        'source_no': 'bigint',
        'sheet_no': 'bigint',
        'row_number': 'bigint',
    }) -}}
{%- endmacro %}

{# Which columns of evidence each fact holds under the same name. #}
{% macro fact_columns() -%}
    {%- set source = ['unit_kind', 'unit_no', 'source_kind', 'source_no', 'sheet_no', 'row_number'] -%}
    {%- set partner = ['area_code', 'office_code', 'roster_kind', 'partner_no'] -%}
    {{- return({
        'fct_agreement_actions': source + ['area_code'],
        'fct_claims': source + ['area_code', 'office_code', 'programme_code'],
        'fct_commitments': source + ['area_code', 'office_code', 'employer_no'],
        'fct_commitment_members': source + ['area_code', 'office_code', 'employer_no'],
        'fct_compliance': source + ['area_code', 'office_code'],
        'fct_contributions': source + ['area_code', 'office_code', 'segment_code', 'programme_code'],
        'fct_denominators': source + ['slice_code', 'area_code', 'segment_code'],
        'fct_funding_overlaps': source + partner + ['category_code'],
        'fct_intern_months': source + partner + ['funding_code', 'category_code'],
        'fct_obligations': source + partner + ['funding_code'],
        'fct_project_months': source + ['area_code', 'office_code', 'segment_code', 'funding_code'],
        'fct_quarantined_rows': source + partner + ['funding_code', 'category_code', 'cause'],
        'fct_roster_months': source + partner + ['funding_code', 'category_code'],
        'fct_sheets': source + partner,
        'fct_submissions': source + partner,
        'fct_targets': source + ['area_code'],
        'fct_worker_months': source + ['office_code', 'segment_code', 'funding_code', 'category_code'],
    }) -}}
{%- endmacro %}

{# The column that says in which slice of a slicing a row is. #}
{% macro slice_code(slicing) -%}
    {{- return({
        'total': "'TOTAL'",
        'segment': 'segment_code',
        'programme': 'programme_code',
        'funding': 'funding_code',
        'funding_pair': 'funding_pair',
        'kind': 'roster_kind',
        'partner': 'partner_id',
        'employer': 'npp',
        'host': 'host_code',
        'agreement': 'agreement_id',
        'cause': 'cause',
        'village_group': 'village_group_code',
        'school': 'school_code',
        'arrears_age': 'arrears_age_code',
        'enforcement': 'enforcement_code',
    }[slicing]) -}}
{%- endmacro %}

{% macro one_if(condition) -%} case when {{ condition }} then 1 else 0 end {%- endmacro %}

{# A row on a list in which nobody of the register was recognised. #}
{% macro is_unknown() -%} match_state = 'unknown' {%- endmacro %}

{# Whether a code is among those that a text joins with +. #}
{% macro is_listed_in(codes, code) -%} '+' || {{ codes }} || '+' like '%+{{ code }}+%' {%- endmacro %}

{# What a row adds that may be somebody of whom a condition holds, where he counts by no other row of the slicing. #}
{% macro possible_if(condition, slicing) -%}
    {{- one_if(condition ~ ' and ' ~ is_listed_in('possible_in', slicing)) if condition else '0' -}}
{%- endmacro %}

{# Evidence of a coverage of the population: persons and construction headcount, over the workforce stated.
   Construction is counted by the headcount of its projects, so a construction membership adds nobody. #}
{% macro population_evidence(indicator_code, is_counted, is_active, is_running) -%}
{{ evidence(indicator_code, [
    {
        'fact': 'fct_worker_months',
        'where': 'segment_code <> ' ~ headcount_segment() ~ ' and ' ~ is_active,
        'area_code': 'work_regency_code',
        'by': [{'slicing': 'total', 'where': is_counted}, 'segment'],
    },
    {
        'fact': 'fct_project_months',
        'where': is_running,
        'numerator': 'workers',
        'by': ['total', 'segment'],
    },
    workforce(indicator_code, "area_level not in ('village', 'district')", ['total', 'segment']),
]) }}
{%- endmacro %}

{# Workforce rows as denominators of one area each; they do not add up to areas above. #}
{% macro workforce(indicator_code, where, slicings) -%}
    {%- set by = [] -%}
    {%- for slicing in slicings -%}
        {%- do by.append({'slicing': slicing, 'where': "slicing = '" ~ slicing ~ "'", 'slice_code': 'slice_code'}) -%}
    {%- endfor -%}
    {{- return({
        'fact': 'fct_denominators',
        'where': 'basis = ' ~ basis_of(indicator_code) ~ ' and ' ~ where,
        'numerator': '0',
        'denominator': 'workers',
        'rolls_up': 'false',
        'by': by,
    }) -}}
{%- endmacro %}

{# Evidence over the people on lists, each once per slice, and beside them the rows that were excluded.
   `counted` names, for each slicing, the flag of people that is set where a person counts in it. A row that may be
   somebody of whom `is_possibly` holds would add one, where he counts by no other row. #}
{% macro roster_evidence(indicator_code, of_kind, counted, numerator, is_possibly=none, denominator='0') -%}
    {%- set by = [] -%}
    {%- for slicing, flag in counted.items() -%}
        {%- do by.append({
            'slicing': slicing,
            'where': flag,
            'possible': possible_if(is_possibly, flag.removeprefix('is_counted_')),
        }) -%}
    {%- endfor -%}
{{ evidence(indicator_code, [
    {
        'fact': 'fct_roster_months',
        'where': of_kind,
        'numerator': numerator,
        'unknown': one_if(is_unknown()),
        'denominator': denominator,
        'by': by,
    },
    excluded_rows(of_kind, counted | list),
]) }}
{%- endmacro %}

{# Evidence over interns; by programme each stands beside every programme for interns. #}
{% macro intern_evidence(indicator_code, numerator, is_possibly=none, denominator='0', by_programme=false) -%}
    {%- set by = [
        {
            'slicing': 'total', 'where': 'is_counted_total', 'numerator': numerator,
            'possible': possible_if(is_possibly, 'total'),
        },
        {
            'slicing': 'host', 'where': 'host_code is not null', 'numerator': numerator,
            'possible': possible_if(is_possibly, 'host'),
        },
        {
            'slicing': 'school', 'where': 'is_counted_total and school_code is not null',
            'numerator': numerator, 'possible': possible_if(is_possibly, 'total'),
        },
    ] -%}
    {%- set excluded_by = [
        'total',
        {'slicing': 'host', 'where': 'host_code is not null'},
        {'slicing': 'school', 'where': 'school_code is not null'},
    ] -%}
    {%- for code in var('intern_programmes') if by_programme -%}
        {%- set slice = {
            'slicing': 'programme',
            'slice_code': "'" ~ code ~ "'",
            'programme_code': "'" ~ code ~ "'",
        } -%}
        {%- do by.append(dict(
            slice,
            where='is_counted_total',
            numerator=one_if(is_listed_in('programme_codes', code)),
            possible=possible_if(is_listed_in('possible_programme_codes', code), 'total')
        )) -%}
        {%- do excluded_by.append(slice) -%}
    {%- endfor -%}
{{ evidence(indicator_code, [
    {
        'fact': 'fct_intern_months',
        'unknown': one_if(is_unknown()),
        'denominator': denominator,
        'by': by,
    },
    excluded_rows('is_internship', excluded_by),
]) }}
{%- endmacro %}

{# Interns once in the total and in their school, and at each host. #}
{% macro intern_slicings() -%}
    {{- return([
        {'slicing': 'total', 'where': 'is_counted_total'},
        {'slicing': 'host', 'where': 'host_code is not null'},
        {'slicing': 'school', 'where': 'is_counted_total and school_code is not null'},
    ]) -}}
{%- endmacro %}

{# Rows of lists in force that name people and were excluded. #}
{% macro excluded_rows(of_kind, by) -%}
    {{- return({
        'fact': 'fct_quarantined_rows',
        'where': 'is_in_force and ' ~ of_kind,
        'numerator': '0',
        'excluded': '1',
        'by': by,
    }) -}}
{%- endmacro %}

{# What partners and their files add, in total and by kind of list. #}
{% macro evidence_by_kind(indicator_code, fact, where=none, numerator='1', denominator='0') -%}
{{ evidence(indicator_code, [{
    'fact': fact,
    'where': where,
    'numerator': numerator,
    'denominator': denominator,
    'by': ['total', 'kind'],
}]) }}
{%- endmacro %}

{# The basis an indicator's denominators stand on, as the list of indicators has it. #}
{% macro basis_of(indicator_code) -%} '{{ var("bases")[indicator_code] }}' {%- endmacro %}
