with recursive

areas as (

    select * from {{ ref('int_areas__current') }}

),

climbed as (

    select
        areas.area_code,
        areas.area_code as ancestor_code,
        areas.area_level as ancestor_level,
        areas.area_level,
        areas.parent_code as next_code
    from areas

    union all

    select
        climbed.area_code,
        areas.area_code as ancestor_code,
        areas.area_level as ancestor_level,
        climbed.area_level,
        areas.parent_code as next_code
    from climbed
    inner join areas on climbed.next_code = areas.area_code

)

select
    climbed.area_code,
    climbed.ancestor_code,
    climbed.ancestor_level,
    climbed.area_level
from climbed
