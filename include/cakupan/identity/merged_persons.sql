-- Persons that are several numbers by the instant of an epoch: each number, the one that stays, and whether
-- the register describes one of them.
create temporary table merged_person on commit drop as
with

merged as (
    select
        older.person_no,
        older.oldest_person_no
    from identity.oldest_at(%(instant)s) as older
),

numbers as (
    select
        merged.person_no,
        merged.oldest_person_no
    from merged
    union all
    select distinct
        merged.oldest_person_no as person_no,
        merged.oldest_person_no
    from merged
),

described as (
    select distinct numbers.oldest_person_no
    from numbers
    where
        exists (
            select 1 from identity.description
            where description.person_no = numbers.person_no
        )
)

select
    numbers.person_no,
    numbers.oldest_person_no,
    described.oldest_person_no is not null as is_member
from numbers
left join described on numbers.oldest_person_no = described.oldest_person_no
