-- The keys of each row of a load of the register, in pairs only where they link, and whose they were before.
create temporary table keyed_row on commit drop as
with

linked as (
    select
        member_key.file_no,
        member_key.row_number,
        member_key.nik_no,
        case
            when member_key.nik_no is null or shared.key_no is null then member_key.kpj_no
        end as kpj_no
    from member_key
    left join identity.finding as shared
        on shared.code = 'KPJ_BEBERAPA_NIK' and member_key.kpj_no = shared.key_no
)

select
    linked.file_no,
    linked.row_number,
    linked.nik_no,
    linked.kpj_no,
    nik_key.person_no as nik_person_no,
    kpj_key.person_no as kpj_person_no
from linked
left join identity.person_key as nik_key on linked.nik_no = nik_key.key_no
left join identity.person_key as kpj_key on linked.kpj_no = kpj_key.key_no
