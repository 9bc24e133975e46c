-- The person of each row with a key: that of its NIK, or without one of its KPJ.
create temporary table named_person on commit drop as
select
    keyed_row.file_no,
    keyed_row.row_number,
    person_key.person_no
from keyed_row
inner join identity.person_key on coalesce(keyed_row.nik_no, keyed_row.kpj_no) = person_key.key_no
