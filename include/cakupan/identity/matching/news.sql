-- The blocks of what was learnt of people since the first of the settled rows was: of new descriptions, and
-- of all that is known of persons who were merged or split.
create temporary table news on commit drop as
with

since as (
    select load.load_no
    from control.load
    where load.recorded_at > (select min(row_settled.settled_at) from row_settled)
),

moved as (
    select merge.younger_person_no as person_no
    from identity.merge
    where merge.load_no in (select since.load_no from since)
    union
    select merge.older_person_no as person_no
    from identity.merge
    where merge.load_no in (select since.load_no from since)
    union
    select split.person_no
    from identity.split
    where split.load_no in (select since.load_no from since)
    union
    select split.older_person_no as person_no
    from identity.split
    where split.load_no in (select since.load_no from since)
),

of_moved as (
    select moved.person_no from moved
    union
    select other.person_no
    from moved
    inner join merged_person as one on moved.person_no = one.person_no
    inner join merged_person as other on one.oldest_person_no = other.oldest_person_no
),

learnt as (
    select description.*
    from identity.description
    where description.load_no = any(array(select since.load_no from since))
    union all
    select description.*
    from of_moved
    inner join identity.description on of_moved.person_no = description.person_no
)

select distinct
    unnest(identity.blocks(
        learnt.sound, learnt.name_key, learnt.word_keys, learnt.born_on, learnt.sex, learnt.area_code,
        learnt.nik_no
    )) as block
from learnt
