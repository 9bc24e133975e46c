-- The rows that have candidates, as they are compared. A KPJ is whose it is: a member has several.
select
    row_asked.row_no,
    row_asked.name,
    row_asked.sound,
    row_asked.name_key,
    to_char(row_asked.born_on, 'YYYYMMDD') as born,
    row_asked.sex,
    row_asked.area_code as area,
    case when length(row_asked.nik) between 12 and 17 then row_asked.nik end as nik,
    coalesce(merged_person.oldest_person_no, person_key.person_no) as kpj,
    row_asked.mother_key as mother,
    row_asked.has_own_nik
from row_asked
left join identity.person_key on row_asked.kpj_no = person_key.key_no
left join merged_person on person_key.person_no = merged_person.person_no
where row_asked.row_no in (select candidate_pair.row_no from candidate_pair)
