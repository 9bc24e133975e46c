-- Of two persons that one row of a load names, the younger points to the older.
with

loaded as (
    select load.recorded_at
    from control.load
    where load.load_no = %(load_no)s
),

oldest as (
    select older.*
    from loaded
    cross join identity.oldest_at(loaded.recorded_at) as older
),

pair as (
    select
        coalesce(oldest_of_nik.oldest_person_no, nik_key.person_no) as nik_person_no,
        coalesce(oldest_of_kpj.oldest_person_no, kpj_key.person_no) as kpj_person_no
    from keyed_row
    inner join identity.person_key as nik_key
        on keyed_row.nik_no = nik_key.key_no
    inner join identity.person_key as kpj_key
        on keyed_row.kpj_no = kpj_key.key_no
    left join oldest as oldest_of_nik on nik_key.person_no = oldest_of_nik.person_no
    left join oldest as oldest_of_kpj on kpj_key.person_no = oldest_of_kpj.person_no
    where keyed_row.load_no = %(load_no)s
)

insert into identity.merge (younger_person_no, older_person_no, load_no, reason)
select
    greatest(pair.nik_person_no, pair.kpj_person_no) as younger_person_no,
    min(least(pair.nik_person_no, pair.kpj_person_no)) as older_person_no,
    %(load_no)s,
    'one row names both' as reason
from pair
where pair.nik_person_no <> pair.kpj_person_no
group by 1
order by 1
