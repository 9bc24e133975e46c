{% set levels_above = 4 -%}

with

areas as (

    select * from {{ ref('int_areas__current') }}

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
)

select
    climbed.area_code,
    climbed.ancestor_code,
    climbed.ancestor_level,
    climbed.area_level
from climbed
