{% set levels = ['district', 'regency', 'province', 'nation'] -%}

with

areas as (

    select * from {{ ref('int_areas__current') }}

),

workforces as (

    select * from {{ ref('int_workforces__in_force') }}

),

segments as (

    select * from {{ ref('segments') }}

),

needed as (

    select segments.code
    from segments
    where segments.needed_for_total

),

number_needed as (

    select count(*) as segments
    from needed

),

totals_derived as (

    select
        workforces.basis,
        workforces.area_code
    from workforces
    cross join number_needed
    left join needed on workforces.segment_code = needed.code
    group by workforces.basis, workforces.area_code, number_needed.segments
    having
        not bool_or(workforces.segment_code = 'TOTAL')
        and count(distinct needed.code) = number_needed.segments
        and min(workforces.valid_from) = max(workforces.valid_from)

),

stated as (

    select
        workforces.basis,
        workforces.area_code,
        'segment' as slicing,
        workforces.segment_code as slice_code,
        {{ workforce_columns('workforces') }}
    from workforces
    where workforces.segment_code <> 'TOTAL'

    union all

    select
        workforces.basis,
        workforces.area_code,
        'total' as slicing,
        'TOTAL' as slice_code,
        {{ workforce_columns('workforces') }}
    from workforces
    left join totals_derived
        on
            workforces.basis = totals_derived.basis
            and workforces.area_code = totals_derived.area_code
    where workforces.segment_code = 'TOTAL' or totals_derived.area_code is not null

),

children as (

    select
        areas.parent_code,
        count(*) as children
    from areas
    group by areas.parent_code

),

at_village as (

    select * from stated

),
{% for level in levels %}
{%- set below = 'at_village' if loop.first else 'at_' ~ levels[loop.index0 - 1] %}
complete_{{ level }} as (

    select
        {{ below }}.basis,
        parents.area_code,
        {{ below }}.slicing,
        {{ below }}.slice_code
    from {{ below }}
    inner join areas on {{ below }}.area_code = areas.area_code
    inner join areas as parents
        on
            areas.parent_code = parents.area_code
            and parents.area_level = '{{ level }}'
    inner join children on parents.area_code = children.parent_code
    left join stated
        on
            {{ below }}.basis = stated.basis
            and parents.area_code = stated.area_code
            and {{ below }}.slicing = stated.slicing
            and {{ below }}.slice_code = stated.slice_code
    where stated.area_code is null
    group by
        {{ below }}.basis,
        parents.area_code,
        {{ below }}.slicing,
        {{ below }}.slice_code
    having
        count(distinct areas.area_code) = max(children.children)
        and min({{ below }}.valid_from) = max({{ below }}.valid_from)

),

at_{{ level }} as (

    select * from {{ below }}

    union all

    select
        {{ below }}.basis,
        complete_{{ level }}.area_code,
        {{ below }}.slicing,
        {{ below }}.slice_code,
        {{ workforce_columns(below) }}
    from {{ below }}
    inner join areas on {{ below }}.area_code = areas.area_code
    inner join complete_{{ level }}
        on
            areas.parent_code = complete_{{ level }}.area_code
            and {{ below }}.basis = complete_{{ level }}.basis
            and {{ below }}.slicing = complete_{{ level }}.slicing
            and {{ below }}.slice_code = complete_{{ level }}.slice_code

),
{% endfor %}
labelled as (

    select
        at_nation.basis,
        at_nation.area_code,
        areas.area_level,
        at_nation.slicing,
        at_nation.slice_code,
        at_nation.stated_area_code,
        at_nation.segment_code,
        at_nation.workers,
        at_nation.valid_from,
        {{ counted_record('at_nation', 'workforce', 'at_nation.workforce_no', 'reference') }}
    from at_nation
    inner join areas on at_nation.area_code = areas.area_code

)

select * from labelled
