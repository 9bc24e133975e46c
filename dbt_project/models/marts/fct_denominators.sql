{% set levels = ['district', 'regency', 'province', 'nation'] -%}

with

areas as (

    select * from {{ ref('int_areas__current') }}

),

workforces as (

    select * from {{ ref('int_workforces__in_force') }}

),

closure as (

    select * from {{ ref('area_closure') }}

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

sides as (

    select false as is_above
    union all
    select true as is_above

),

stated_areas as (

    select distinct
        stated.basis,
        stated.area_code,
        stated.slicing,
        stated.slice_code
    from stated

),

at_village as (

    select * from stated

),
{% for level in levels %}
{%- set below = 'at_village' if loop.first else 'at_' ~ levels[loop.index0 - 1] %}
under_{{ level }} as (

    select
        {{ below }}.basis,
        {{ below }}.area_code,
        parents.area_code as parent_code,
        coalesce(parents.area_code, {{ below }}.area_code) as summed_code,
        {{ below }}.slicing,
        {{ below }}.slice_code,
        {{ workforce_columns(below) }},
        children.children,
        stated_areas.area_code as stated_parent_code,
        row_number() over (
            partition by
                {{ below }}.basis,
                {{ below }}.slicing,
                {{ below }}.slice_code,
                {{ below }}.area_code
            order by {{ below }}.workforce_no nulls last
        ) as place_in_area
    from {{ below }}
    left join areas on {{ below }}.area_code = areas.area_code
    left join areas as parents
        on
            areas.parent_code = parents.area_code
            and parents.area_level = '{{ level }}'
    left join children on parents.area_code = children.parent_code
    left join stated_areas
        on
            {{ below }}.basis = stated_areas.basis
            and parents.area_code = stated_areas.area_code
            and {{ below }}.slicing = stated_areas.slicing
            and {{ below }}.slice_code = stated_areas.slice_code

),

summed_{{ level }} as (

    select
        under_{{ level }}.*,
        sum(case when under_{{ level }}.place_in_area = 1 then 1 else 0 end) over (
            partition by
                under_{{ level }}.basis,
                under_{{ level }}.summed_code,
                under_{{ level }}.slicing,
                under_{{ level }}.slice_code
        ) as areas_with_rows,
        min(under_{{ level }}.valid_from) over (
            partition by
                under_{{ level }}.basis,
                under_{{ level }}.summed_code,
                under_{{ level }}.slicing,
                under_{{ level }}.slice_code
        ) as earliest_from,
        max(under_{{ level }}.valid_from) over (
            partition by
                under_{{ level }}.basis,
                under_{{ level }}.summed_code,
                under_{{ level }}.slicing,
                under_{{ level }}.slice_code
        ) as latest_from
    from under_{{ level }}

),

-- every row as it is and, where the area above is complete by it, once more for that one: an engine
-- that writes what is named into what names it would otherwise make each level thrice for the next
at_{{ level }} as (

    select
        summed_{{ level }}.basis,
        case
            when sides.is_above then summed_{{ level }}.parent_code
            else summed_{{ level }}.area_code
        end as area_code,
        summed_{{ level }}.slicing,
        summed_{{ level }}.slice_code,
        {{ workforce_columns('summed_' ~ level) }}
    from summed_{{ level }}
    cross join sides
    where
        not sides.is_above
        or (
            summed_{{ level }}.parent_code is not null
            and summed_{{ level }}.stated_parent_code is null
            and summed_{{ level }}.areas_with_rows = summed_{{ level }}.children
            and summed_{{ level }}.earliest_from = summed_{{ level }}.latest_from
        )

),
{% endfor %}
served as (

    select
        closure.ancestor_code as office_code,
        closure.area_code,
        count(*) over (partition by closure.ancestor_code) as regencies
    from closure
    where
        closure.ancestor_level = 'office'
        and closure.area_level = 'regency'

),

-- Of an office the workers of all kabupaten it serves, each as its own coverage is counted.
complete_office as (

    select
        at_nation.basis,
        served.office_code,
        at_nation.slicing,
        at_nation.slice_code
    from at_nation
    inner join served on at_nation.area_code = served.area_code
    group by
        at_nation.basis,
        served.office_code,
        at_nation.slicing,
        at_nation.slice_code
    having count(distinct served.area_code) = max(served.regencies)

),

at_office as (

    select * from at_nation

    union all

    select
        at_nation.basis,
        complete_office.office_code as area_code,
        at_nation.slicing,
        at_nation.slice_code,
        {{ workforce_columns('at_nation') }}
    from at_nation
    inner join served on at_nation.area_code = served.area_code
    inner join complete_office
        on
            served.office_code = complete_office.office_code
            and at_nation.basis = complete_office.basis
            and at_nation.slicing = complete_office.slicing
            and at_nation.slice_code = complete_office.slice_code

),

labelled as (

    select
        at_office.basis,
        at_office.area_code,
        areas.area_level,
        at_office.slicing,
        at_office.slice_code,
        at_office.stated_area_code,
        at_office.segment_code,
        at_office.workers,
        at_office.valid_from,
        {{ counted_record('at_office', 'workforce', 'at_office.workforce_no', 'reference') }}
    from at_office
    inner join areas on at_office.area_code = areas.area_code

)

select * from labelled
