-- KPJs that one load of the register has beside more than one NIK, with the first load to show it.
insert into identity.finding (load_no, code, key_no)
select distinct on (shared.key_no)
    shared.load_no,
    'KPJ_BEBERAPA_NIK' as code,
    shared.key_no
from (
    select
        membership.load_no,
        identity.kpj_no(membership.kpj) as key_no
    from register.membership
    where
        membership.load_no = any(%(load_nos)s)
        and identity.kpj_no(membership.kpj) is not null
        and identity.nik_no(membership.nik) is not null
    group by membership.load_no, identity.kpj_no(membership.kpj)
    having min(membership.nik) <> max(membership.nik)
) as shared
inner join control.load on shared.load_no = load.load_no
order by shared.key_no, load.recorded_at, shared.load_no
on conflict do nothing
