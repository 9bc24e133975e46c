-- Candidates of the rows asked, looked up one by one (offset 0): by the index of blocks, by a key of
-- their own, by a NIK one slip away.
create temporary table candidate_pair on commit drop as
select
    row_asked.row_no,
    near.description_no
from row_asked
cross join
    lateral (
        select description_block.description_no
        from identity.description_block
        where description_block.block = any(row_asked.blocks)
        order by description_block.description_no
        offset 0
    ) as near
union
select
    row_asked.row_no,
    own.description_no
from row_asked
cross join
    lateral (
        select description.description_no
        from identity.person_key
        left join merged_person as merged on person_key.person_no = merged.person_no
        left join merged_person as called on merged.oldest_person_no = called.oldest_person_no
        inner join identity.description
            on coalesce(called.person_no, person_key.person_no) = description.person_no
        where person_key.key_no in (row_asked.read_nik_no, row_asked.kpj_no)
        order by description.description_no
        offset 0
    ) as own
union
select
    near_nik.row_no,
    slipped.description_no
from near_nik
cross join
    lateral (
        select description.description_no
        from identity.description
        inner join identity.person_key
            on description.person_no = person_key.person_no and description.nik_no = person_key.key_no
        where person_key.key_no = near_nik.key_no
        order by description.description_no
        offset 0
    ) as slipped
