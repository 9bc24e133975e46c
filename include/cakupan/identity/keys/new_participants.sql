-- KPJs of a load that were nobody's, with the NIK beside them: of one that links there is one at most.
create temporary table new_participant on commit drop as
select
    keyed_row.kpj_no as key_no,
    max(keyed_row.nik_no) as nik_no,
    max(keyed_row.nik_person_no) as nik_person_no
from keyed_row
where keyed_row.kpj_no is not null and keyed_row.kpj_person_no is null
group by keyed_row.kpj_no
