-- Accepted rows that are nobody of the register, with the person of their own key, unless that is one there.
create temporary table own_key on commit drop as
select
    row_decided.submission_no,
    row_decided.judgement_no,
    row_decided.sheet_no,
    row_decided.row_number,
    person_key.person_no
from row_decided
inner join row_to_match
    on
        row_decided.submission_no = row_to_match.submission_no
        and row_decided.judgement_no = row_to_match.judgement_no
        and row_decided.sheet_no = row_to_match.sheet_no
        and row_decided.row_number = row_to_match.row_number
inner join identity.person_key
    on coalesce(row_to_match.nik_no, row_to_match.kpj_no) = person_key.key_no
left join merged_person on person_key.person_no = merged_person.person_no
where
    row_decided.outcome = 'no_match'
    and row_to_match.verdict = 'accepted'
    and merged_person.is_member is distinct from true
    and not exists (
        select 1 from identity.description
        where description.person_no = person_key.person_no
    )
