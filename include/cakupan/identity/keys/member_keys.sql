-- The keys of each row of a load of the register that has any.
create temporary table member_key on commit drop as
select
    keyed.file_no,
    keyed.row_number,
    keyed.nik_no,
    keyed.kpj_no
from (
    select
        membership.file_no,
        membership.row_number,
        identity.nik_no(membership.nik) as nik_no,
        identity.kpj_no(membership.kpj) as kpj_no
    from register.membership
    where membership.load_no = %(load_no)s
) as keyed
where keyed.nik_no is not null or keyed.kpj_no is not null
