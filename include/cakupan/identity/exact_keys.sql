-- Rows whose own key is a member's are that person; the others are nobody of the register.
insert into row_decided (
    submission_no, judgement_no, sheet_no, row_number, load_no, outcome, method, person_no
)
with

keyed as (
    select
        row_to_match.*,
        person_key.key_no,
        person_key.person_no,
        merged_person.is_member is true
        or exists (
            select 1 from identity.description
            where description.person_no = person_key.person_no
        ) as is_member
    from row_to_match
    left join identity.person_key
        on coalesce(row_to_match.nik_no, row_to_match.kpj_no) = person_key.key_no
    left join merged_person on person_key.person_no = merged_person.person_no
)

select
    keyed.submission_no,
    keyed.judgement_no,
    keyed.sheet_no,
    keyed.row_number,
    keyed.load_no,
    case when keyed.is_member then 'match' else 'no_match' end as outcome,
    case when keyed.is_member then identity.key_kind(keyed.key_no) else 'none' end as method,
    case when keyed.is_member then keyed.person_no end as person_no
from keyed
