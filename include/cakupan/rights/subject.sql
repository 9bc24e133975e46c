-- The person of a key or of a number, followed to the one that stays, with everybody merged into it
-- and their keys. A KPJ that stands beside several NIKs is nobody's alone and says nothing of him.
with

oldest as (
    select older.*
    from identity.oldest_at('infinity') as older
),

named as (
    select person_key.person_no
    from identity.person_key
    where person_key.key_no = %(key_no)s
    union
    select person.person_no
    from identity.person
    where person.person_no = %(person_no)s
    union
    select forgotten.person_no
    from identity.forgotten
    where forgotten.key_digest = %(digest)s
),

stays as (
    select coalesce(oldest.oldest_person_no, named.person_no) as person_no
    from named
    left join oldest on named.person_no = oldest.person_no
    where named.person_no is not null
),

merged as (
    select stays.person_no
    from stays
    union
    select oldest.person_no
    from oldest
    inner join stays on oldest.oldest_person_no = stays.person_no
),

own_key as (
    select person_key.key_no
    from identity.person_key
    inner join merged on person_key.person_no = merged.person_no
    union
    select asked.key_no
    from (values (%(key_no)s::bigint)) as asked (key_no)
    where asked.key_no is not null
),

linking as (
    select own_key.key_no
    from own_key
    where
        own_key.key_no not in (
            select finding.key_no
            from identity.finding
            where finding.code = 'KPJ_BEBERAPA_NIK' and finding.key_no is not null
        )
)

select
    (select min(stays.person_no) from stays) as person_no,
    array(
        select merged.person_no
        from merged
        order by merged.person_no
    ) as person_nos,
    array(
        select own_key.key_no
        from own_key
        order by own_key.key_no
    ) as key_nos,
    array(
        select identity.key_text(linking.key_no)
        from linking
        where identity.key_kind(linking.key_no) = 'nik'
        order by linking.key_no
    ) as niks,
    array(
        select identity.key_text(linking.key_no)
        from linking
        where identity.key_kind(linking.key_no) = 'kpj'
        order by linking.key_no
    ) as kpjs
