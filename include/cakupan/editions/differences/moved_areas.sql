-- Areas that lie in an area in one edition only: 1 where they came to lie in it, -1 where they left it.
select
    coalesce(later.area_code, earlier.area_code) as area_code,
    coalesce(later.ancestor_code, earlier.ancestor_code) as ancestor_code,
    case when later.area_code is null then -1 else 1 end as sign
from after.area_closure as later -- noqa: RF01
full outer join before.area_closure as earlier
    on later.area_code = earlier.area_code and later.ancestor_code = earlier.ancestor_code
where later.area_code is null or earlier.area_code is null
