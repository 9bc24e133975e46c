-- The candidates that are left, as they are compared.
select
    candidate.description_no,
    candidate.person_no,
    candidate.oldest_no,
    candidate.name,
    candidate.sound,
    candidate.name_key,
    to_char(candidate.born_on, 'YYYYMMDD') as born,
    candidate.sex,
    candidate.area_code as area,
    lpad(candidate.nik_no::text, 16, '0') as nik,
    identity.nik_born_on(candidate.nik_no) = candidate.born_on as nik_fits,
    candidate.oldest_no as kpj,
    candidate.mother_key as mother
from candidate
where candidate.description_no in (select candidate_pair.description_no from candidate_pair)
