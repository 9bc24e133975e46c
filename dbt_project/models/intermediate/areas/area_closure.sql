{% set levels_above = 4 -%}
{% set offices_above = 2 -%}

with

areas as (

    select * from {{ ref('int_areas__current') }}

),

offices as (

    select * from {{ ref('stg_reference__offices') }}

),

climbed_0 as (

    select
        areas.area_code,
        areas.area_code as ancestor_code,
        areas.area_level as ancestor_level,
        areas.area_level,
        areas.parent_code as next_code
    from areas

),
{% for level in range(1, levels_above + 1) %}
{%- set below = 'climbed_' ~ (level - 1) %}
climbed_{{ level }} as (

    select
        {{ below }}.area_code,
        areas.area_code as ancestor_code,
        areas.area_level as ancestor_level,
        {{ below }}.area_level,
        areas.parent_code as next_code
    from {{ below }}
    inner join areas on {{ below }}.next_code = areas.area_code

),
{% endfor %}
climbed as (

    {% for level in range(levels_above + 1) %}
    select * from climbed_{{ level }}
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}
),

-- An office serves its kabupaten and those of the offices below it.
serving_0 as (

    select
        offices.office_code,
        offices.parent_code,
        offices.serves
    from offices

),
{% for level in range(1, offices_above + 1) %}
{%- set below = 'serving_' ~ (level - 1) %}
serving_{{ level }} as (

    select
        offices.office_code,
        offices.parent_code,
        {{ below }}.serves
    from {{ below }}
    inner join offices on {{ below }}.parent_code = offices.office_code

),
{% endfor %}
serving as (

    {% for level in range(offices_above + 1) %}
    select * from serving_{{ level }}
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}
),

served as (

    select
        {{ office_area('serving') }} as office_code,
        areas.area_code
    from serving
    inner join areas
        on
            areas.area_level = 'regency'
            and {{ is_among('areas.area_code', 'serving.serves') }}
    where serving.parent_code is not null
    group by 1, 2

),

united as (

    select
        climbed.area_code,
        climbed.ancestor_code,
        climbed.ancestor_level,
        climbed.area_level
    from climbed

    union all

    select
        climbed.area_code,
        served.office_code as ancestor_code,
        'office' as ancestor_level,
        climbed.area_level
    from climbed
    inner join served on climbed.ancestor_code = served.area_code

)

select * from united
