-- What the register says of the candidates, as it is compared.
select
    description.description_no,
    description.person_no,
    coalesce(merged_person.oldest_person_no, description.person_no) as oldest_no,
    description.name,
    description.sound,
    description.name_key,
    to_char(description.born_on, 'YYYYMMDD') as born,
    description.sex,
    description.area_code as area,
    lpad(description.nik_no::text, 16, '0') as nik,
    identity.nik_born_on(lpad(description.nik_no::text, 16, '0')) = description.born_on as nik_fits,
    coalesce(merged_person.oldest_person_no, description.person_no) as kpj,
    description.mother_key as mother
from identity.description
left join merged_person on description.person_no = merged_person.person_no
where description.description_no in (select candidate_pair.description_no from candidate_pair)
