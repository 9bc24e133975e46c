-- What identity.oldest_at says of the instant as of which the tables are.
with recursive

merging as (
    select
        merge.younger_person_no,
        merge.older_person_no,
        load.recorded_at,
        load.load_no
    from "merge" as merge
    inner join load on merge.load_no = load.load_no
),

splitting as (
    select
        split.person_no,
        split.older_person_no,
        load.recorded_at,
        load.load_no
    from split
    inner join load on split.load_no = load.load_no
),

apart as (
    select splitting.*
    from splitting
    left join merging
        on
            splitting.person_no = merging.younger_person_no
            and splitting.older_person_no = merging.older_person_no
            and (
                merging.recorded_at > splitting.recorded_at
                or (merging.recorded_at = splitting.recorded_at and merging.load_no > splitting.load_no)
            )
    where merging.load_no is null
),

merged as (
    select
        merging.younger_person_no,
        merging.older_person_no
    from merging
    left join apart
        on
            merging.younger_person_no = apart.person_no
            and merging.older_person_no = apart.older_person_no
    where apart.person_no is null
),

ancestor as (
    select
        merged.younger_person_no as person_no,
        merged.older_person_no as ancestor_no
    from merged
    union
    select
        ancestor.person_no,
        merged.older_person_no as ancestor_no
    from ancestor
    inner join merged on ancestor.ancestor_no = merged.younger_person_no
)

select
    ancestor.person_no,
    min(ancestor.ancestor_no) as oldest_person_no
from ancestor
group by ancestor.person_no
