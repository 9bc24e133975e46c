-- Rows that NIK and name give a person, with the number of him that stays.
create temporary table confirmed on commit drop as
select
    row_decided.submission_no,
    row_decided.judgement_no,
    row_decided.sheet_no,
    row_decided.row_number,
    coalesce(merged_person.oldest_person_no, row_decided.person_no) as stays_no
from row_decided
left join merged_person on row_decided.person_no = merged_person.person_no
where row_decided.outcome = 'match' and row_decided.method = 'nik'
