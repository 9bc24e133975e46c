-- New keys with their persons: of strangers the number given, else the person of the other key of their rows.
-- Where a NIK stands beside KPJs of several persons it takes the oldest; merging makes them one.
insert into identity.person_key (key_no, person_no, load_no)
select
    numbered.key_no,
    numbered.person_no,
    %(load_no)s
from numbered
union all
select
    new_citizen.key_no,
    new_citizen.person_no,
    %(load_no)s
from new_citizen
where new_citizen.person_no is not null
union all
select
    new_participant.key_no,
    coalesce(new_participant.nik_person_no, numbered.person_no, new_citizen.person_no) as person_no,
    %(load_no)s
from new_participant
left join numbered on new_participant.nik_no = numbered.key_no
left join new_citizen
    on new_participant.nik_no = new_citizen.key_no and new_citizen.person_no is not null
where new_participant.nik_no is not null
order by 1
