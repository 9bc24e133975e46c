-- New keys with their persons: those of `new_key` that are nobody's yet become new persons, in their order.
with

given as (
    select coalesce(max(person.person_no), 0) as person_no
    from identity.person
),

numbered as (
    select
        new_key.key_no,
        given.person_no + row_number() over (order by new_key.key_no) as person_no
    from new_key
    cross join given
    where new_key.person_no is null
),

person as (
    insert into identity.person (person_no, load_no)
    select
        numbered.person_no,
        %(load_no)s
    from numbered
    order by numbered.person_no
)

insert into identity.person_key (key_no, person_no, load_no)
select
    new_key.key_no,
    coalesce(new_key.person_no, numbered.person_no) as person_no,
    %(load_no)s
from new_key
left join numbered on new_key.key_no = numbered.key_no
order by new_key.key_no
