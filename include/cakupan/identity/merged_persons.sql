-- Of two persons that one row of a load names, the younger points to the older.
with recursive

known_merge (person_no, older_person_no) as (
    select
        merge.younger_person_no,
        merge.older_person_no
    from identity.merge
    union
    select
        known_merge.person_no,
        merge.older_person_no
    from known_merge
    inner join identity.merge on known_merge.older_person_no = merge.younger_person_no
),

oldest as (
    select
        known_merge.person_no,
        min(known_merge.older_person_no) as oldest_person_no
    from known_merge
    group by known_merge.person_no
),

pair as (
    select
        coalesce(oldest_of_nik.oldest_person_no, nik_key.person_no) as nik_person_no,
        coalesce(oldest_of_kpj.oldest_person_no, kpj_key.person_no) as kpj_person_no
    from keyed_row
    inner join identity.person_key as nik_key
        on nik_key.key_kind = 'nik' and keyed_row.nik = nik_key.key_value
    inner join identity.person_key as kpj_key
        on kpj_key.key_kind = 'kpj' and keyed_row.kpj = kpj_key.key_value
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
