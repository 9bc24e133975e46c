-- The merges of a number that nobody undid: into another one, or of others into it.
select distinct
    merge.younger_person_no as younger_no,
    merge.older_person_no as older_no
from identity.merge
where
    %(no)s in (merge.younger_person_no, merge.older_person_no)
    and not exists (
        select from identity.apart_at('infinity') as apart
        where
            merge.younger_person_no = apart.person_no
            and merge.older_person_no = apart.older_person_no
    )
order by younger_no, older_no
