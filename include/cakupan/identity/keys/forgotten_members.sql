-- Keys of the register's rows that are those of forgotten persons; keys somebody has are not asked about.
create temporary table forgotten_key on commit drop as
with

asked as (
    select member_key.nik_no as key_no
    from member_key
    where member_key.nik_no is not null
    union
    select member_key.kpj_no as key_no
    from member_key
    where member_key.kpj_no is not null
)

select
    asked.key_no,
    forgotten.person_no
from asked
left join identity.person_key on asked.key_no = person_key.key_no
inner join identity.forgotten
    on identity.key_digest(asked.key_no, %(inner_pad)s, %(outer_pad)s) = forgotten.key_digest
where person_key.key_no is null
