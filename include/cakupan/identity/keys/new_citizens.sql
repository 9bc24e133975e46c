-- NIKs of a load that were nobody's, with the oldest of the persons whose KPJs stand beside them.
create temporary table new_citizen on commit drop as
select
    keyed_row.nik_no as key_no,
    min(keyed_row.kpj_person_no) as person_no
from keyed_row
where keyed_row.nik_no is not null and keyed_row.nik_person_no is null
group by keyed_row.nik_no
