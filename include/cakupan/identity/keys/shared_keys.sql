-- KPJs that a load of the register has beside more than one NIK, the first time they are.
insert into identity.finding (load_no, code, key_no)
select
    %(load_no)s,
    'KPJ_BEBERAPA_NIK' as code,
    member_key.kpj_no
from member_key
where member_key.kpj_no is not null and member_key.nik_no is not null
group by member_key.kpj_no
having min(member_key.nik_no) <> max(member_key.nik_no)
order by member_key.kpj_no
on conflict do nothing
