-- KPJs that a load of the register has beside more than one NIK, the first time they are.
insert into identity.finding (load_no, code, key_no)
select
    membership.load_no,
    'KPJ_BEBERAPA_NIK' as code,
    identity.kpj_no(membership.kpj) as key_no
from register.membership
where
    membership.load_no = %(load_no)s
    and identity.kpj_no(membership.kpj) is not null
    and identity.nik_no(membership.nik) is not null
group by membership.load_no, identity.kpj_no(membership.kpj)
having min(membership.nik) <> max(membership.nik)
order by identity.kpj_no(membership.kpj)
on conflict do nothing
