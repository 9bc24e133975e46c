-- New keys with their persons: those of `new_key` that are nobody's yet become new persons, in their order.
with

stranger as (
    select
        new_key.key_value,
        row_number() over (order by new_key.key_value collate "C") as position
    from new_key
    where new_key.person_no is null
),

person as (
    insert into identity.person (load_no)
    select %(load_no)s
    from stranger
    order by stranger.position
    returning person_no
),

numbered as (
    select
        person.person_no,
        row_number() over (order by person.person_no) as position
    from person
)

insert into identity.person_key (key_kind, key_value, person_no, load_no)
select
    %(key)s,
    new_key.key_value,
    coalesce(new_key.person_no, numbered.person_no) as person_no,
    %(load_no)s
from new_key
left join stranger on new_key.key_value = stranger.key_value
left join numbered on stranger.position = numbered.position
order by 3, 2
