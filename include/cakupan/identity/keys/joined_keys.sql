-- New keys with their persons: of strangers the number given, else the person of the other key of their rows.
-- Where a NIK stands beside KPJs of several persons it takes the oldest; merging makes them one.
with

citizen as (
    select
        numbered.key_no,
        numbered.person_no
    from numbered
    union all
    select
        keyed_row.nik_no as key_no,
        min(keyed_row.kpj_person_no) as person_no
    from keyed_row
    where keyed_row.nik_no is not null and keyed_row.nik_person_no is null
    group by keyed_row.nik_no
    having min(keyed_row.kpj_person_no) is not null
),

participant as (
    -- A KPJ that links stands beside one NIK only.
    select
        keyed_row.kpj_no as key_no,
        max(keyed_row.nik_no) as nik_no,
        max(keyed_row.nik_person_no) as nik_person_no
    from keyed_row
    where keyed_row.kpj_no is not null and keyed_row.kpj_person_no is null
    group by keyed_row.kpj_no
    having max(keyed_row.nik_no) is not null
)

insert into identity.person_key (key_no, person_no, load_no)
select
    citizen.key_no,
    citizen.person_no,
    %(load_no)s
from citizen
union all
select
    participant.key_no,
    coalesce(participant.nik_person_no, citizen.person_no) as person_no,
    %(load_no)s
from participant
left join citizen on participant.nik_no = citizen.key_no
order by 1
