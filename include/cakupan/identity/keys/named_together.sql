-- Pairs of persons that one row names: its KPJ was somebody's before, and its NIK is another's.
create temporary table named_together on commit drop as
select distinct
    person_key.person_no as nik_person_no,
    keyed_row.kpj_person_no
from keyed_row
inner join identity.person_key on keyed_row.nik_no = person_key.key_no
where
    keyed_row.kpj_person_no is not null
    and keyed_row.kpj_person_no <> person_key.person_no
