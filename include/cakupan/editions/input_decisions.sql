-- Loads of human decisions and of models known by then, with the reasons that were given for them, and of
-- merges and splits the numbers of persons that became one or two. Reasons are those of the record of
-- actions, which stays as it is when a person is forgotten.
with

given as (
    select distinct
        action.load_no,
        action.reason
    from control.action
    where action.action in ('ruling', 'merge', 'split', 'adopt_model') and action.load_no is not null
),

said as (
    select
        given.load_no,
        string_agg(given.reason, '; ' order by given.reason collate "C") as reason
    from given
    group by given.load_no
),

joined as (
    select
        merge.load_no,
        jsonb_agg(
            array[merge.younger_person_no, merge.older_person_no]
            order by merge.younger_person_no, merge.older_person_no
        ) as pairs
    from identity.merge
    group by merge.load_no
),

parted as (
    select
        split.load_no,
        jsonb_agg(
            array[split.person_no, split.older_person_no]
            order by split.person_no, split.older_person_no
        ) as pairs
    from identity.split
    group by split.load_no
)

select
    load.load_no,
    load.kind,
    load.recorded_at,
    said.reason,
    coalesce(joined.pairs, '[]') as joined,
    coalesce(parted.pairs, '[]') as parted
from control.load
left join said on load.load_no = said.load_no
left join joined on load.load_no = joined.load_no
left join parted on load.load_no = parted.load_no
where load.kind in ('decision', 'model') and load.recorded_at <= %(as_of)s
order by load.load_no
