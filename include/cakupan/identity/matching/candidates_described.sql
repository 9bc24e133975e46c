-- What the register says of the candidates, each once.
create temporary table candidate on commit drop as
select
    description.description_no,
    description.person_no,
    coalesce(merged_person.oldest_person_no, description.person_no) as oldest_no,
    description.name,
    description.sound,
    description.name_key,
    description.born_on,
    description.sex,
    description.area_code,
    description.mother_key,
    description.nik_no
from (select distinct candidate_pair.description_no from candidate_pair) as asked
inner join identity.description on asked.description_no = description.description_no
left join merged_person on description.person_no = merged_person.person_no
