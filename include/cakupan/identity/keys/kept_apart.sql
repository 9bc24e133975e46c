-- Persons that rows of a load name together and a human told apart: told, and left as they are.
with

oldest as (
    select older.*
    from identity.oldest_at(%(instant)s) as older
)

insert into identity.finding (load_no, code, person_no)
select distinct
    %(load_no)s::bigint,
    'ORANG_DIPISAH' as code,
    named_together.nik_person_no
from named_together
left join oldest as of_nik on named_together.nik_person_no = of_nik.person_no
left join oldest as of_kpj on named_together.kpj_person_no = of_kpj.person_no
where
    coalesce(of_nik.oldest_person_no, named_together.nik_person_no)
    <> coalesce(of_kpj.oldest_person_no, named_together.kpj_person_no)
order by named_together.nik_person_no
