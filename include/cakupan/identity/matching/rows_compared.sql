-- The rows that have candidates, as they are compared. A KPJ is whose it is: a member has several.
select
    row_sought.row_no,
    row_sought.name,
    row_sought.sound,
    row_sought.name_key,
    to_char(row_sought.born_on, 'YYYYMMDD') as born,
    row_sought.sex,
    row_sought.area_code as area,
    case when length(row_sought.nik) between 12 and 17 then row_sought.nik end as nik,
    coalesce(merged_person.oldest_person_no, person_key.person_no) as kpj,
    row_sought.mother_key as mother,
    row_sought.has_own_nik
from row_sought
left join identity.person_key on row_sought.kpj_no = person_key.key_no
left join merged_person on person_key.person_no = merged_person.person_no
where row_sought.row_no in (select candidate_pair.row_no from candidate_pair)
