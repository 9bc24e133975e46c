-- Areas that have other areas in them than they had, or are of another level.
with

earlier as (
    select
        area_closure.area_code,
        area_closure.ancestor_code,
        area_closure.ancestor_level
    from before.area_closure
),

later as (
    select
        area_closure.area_code,
        area_closure.ancestor_code,
        area_closure.ancestor_level
    from after.area_closure
)

select coalesce(later.ancestor_code, earlier.ancestor_code) as ancestor_code
from later
full outer join earlier
    on
        later.area_code = earlier.area_code
        and later.ancestor_code = earlier.ancestor_code
        and coalesce(later.ancestor_level, '') = coalesce(earlier.ancestor_level, '')
where later.area_code is null or earlier.area_code is null
