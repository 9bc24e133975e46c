{# The columns of every evidence table, in order, with their types. A model names the ones it fills by keyword,
   as SQL; the others are null, and a row that counts gives numerator 1, denominator 0, excluded 0. #}
{% macro evidence_columns(indicator_code) -%}
    {%- set columns = [
        ('indicator_code', 'text', "'" ~ indicator_code ~ "'"),
        ('slicing', 'text', "'total'"),
        ('slice_code', 'text', "'TOTAL'"),
        ('area_code', 'text', nation()),
        ('office_code', 'text', 'null'),
        ('segment_code', 'text', 'null'),
        ('programme_code', 'text', 'null'),
        ('funding_code', 'text', 'null'),
        ('category_code', 'text', 'null'),
        ('roster_kind', 'text', 'null'),
        ('partner_no', 'bigint', 'null'),
        ('employer_no', 'bigint', 'null'),
        ('unit_kind', 'text', 'null'),
        ('unit_no', 'bigint', 'null'),
        ('numerator', 'bigint', '1'),
        ('denominator', 'bigint', '0'),
        ('excluded', 'bigint', '0'),
        ('cause', 'text', 'null'),
        ('rolls_up', 'boolean', 'true'),
        ('source_kind', 'text', "'register'"),
        ('source_no', 'bigint', 'null'),
        ('sheet_no', 'bigint', 'null'),
        ('row_number', 'bigint', 'null'),
    ] -%}
    {%- for name, type, otherwise in columns %}
    cast({{ kwargs.get(name, otherwise) }} as {{ type }}) as {{ name }}
        {%- if not loop.last %},{% endif %}
    {%- endfor %}
{%- endmacro %}

{# Evidence of a coverage of the population: persons and construction headcount, over the workforce stated. #}
{% macro population_evidence(indicator_code, is_active, is_counted, is_running) -%}
with

workers as (

    select * from {{ ref('fct_worker_months') }}

),

projects as (

    select * from {{ ref('fct_project_months') }}

),

denominators as (

    select * from {{ ref('int_denominators') }}

),

persons as (

    -- Construction is counted by the headcount of its projects, so a construction membership adds nobody.
    select *
    from workers
    where
        workers.segment_code not in {{ headcount_segment() }}
        and {{ is_active }}

),

sites as (

    select *
    from projects
    where {{ is_running }}

),

counted as (

    {% for slicing, slice_code, filter in [
        ('total', "'TOTAL'", is_counted),
        ('segment', 'persons.segment_code', 'true'),
    ] %}
    select
        {{ evidence_columns(
            indicator_code,
            slicing="'" ~ slicing ~ "'",
            slice_code=slice_code,
            area_code='persons.work_regency_code',
            office_code='persons.office_code',
            segment_code='persons.segment_code',
            funding_code='persons.funding_code',
            category_code='persons.category_code',
            unit_kind=person_or_membership('persons.person_no'),
            unit_no='persons.person_no',
            source_no='persons.load_no',
            sheet_no='persons.file_no',
            row_number='persons.row_number'
        ) }}
    from persons
    where {{ filter }}

    union all

    {% endfor %}
    {% for slicing, slice_code in [('total', "'TOTAL'"), ('segment', headcount_segment())] %}
    select
        {{ evidence_columns(
            indicator_code,
            slicing="'" ~ slicing ~ "'",
            slice_code=slice_code,
            area_code='sites.regency_code',
            office_code='sites.office_code',
            segment_code=headcount_segment(),
            funding_code='sites.funding_code',
            unit_kind="'project'",
            unit_no='sites.project_no',
            numerator='sites.workers',
            source_no='sites.load_no',
            sheet_no='sites.file_no',
            row_number='sites.row_number'
        ) }}
    from sites

    union all

    {% endfor %}
    select
        {{ workforce_evidence(indicator_code, 'denominators') }}
    from denominators
    where
        denominators.basis = {{ basis_of(indicator_code) }}
        and denominators.area_level <> 'village'
        and denominators.area_level <> 'district'

)

select * from counted
{%- endmacro %}

{# A workforce row as the denominator of one area; it does not add up to areas above. #}
{% macro workforce_evidence(indicator_code, denominators) -%}
    {{ evidence_columns(
        indicator_code,
        slicing=denominators ~ '.slicing',
        slice_code=denominators ~ '.slice_code',
        area_code=denominators ~ '.area_code',
        segment_code=denominators ~ '.segment_code',
        unit_kind="'workforce'",
        unit_no=denominators ~ '.workforce_no',
        numerator='0',
        denominator=denominators ~ '.workers',
        rolls_up='false',
        source_kind="'reference'",
        source_no=denominators ~ '.load_no',
        sheet_no=denominators ~ '.file_no',
        row_number=denominators ~ '.row_number'
    ) }}
{%- endmacro %}

{# The basis an indicator's denominators stand on, as the list of indicators has it. #}
{% macro basis_of(indicator_code) -%}
    (select basis from {{ ref('indicators') }} where code = '{{ indicator_code }}')
{%- endmacro %}
