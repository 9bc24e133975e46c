-- Rows beside what the register says of the person with their NIK.
create temporary table candidate_pair on commit drop as
select
    row_sought.row_no,
    description.description_no
from row_sought
inner join identity.person_key on row_sought.nik_no = person_key.key_no
inner join identity.description on person_key.person_no = description.person_no
