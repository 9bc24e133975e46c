-- Decisions that say something else than the newest of their row. A row that is nobody of the register is the
-- person of its own key, if that key is nobody's there.
insert into identity.decision
select
    row_decided.submission_no,
    row_decided.judgement_no,
    row_decided.sheet_no,
    row_decided.row_number,
    row_decided.load_no,
    row_decided.outcome,
    row_decided.method,
    coalesce(row_decided.person_no, own_key.person_no) as person_no,
    row_decided.candidate_no,
    row_decided.name_level,
    row_decided.date_level,
    row_decided.sex_level,
    row_decided.place_level,
    row_decided.nik_level,
    row_decided.mother_level,
    row_decided.weight,
    row_decided.lead,
    row_decided.model_version,
    row_decided.ruling_no
from row_decided
left join own_key
    on
        row_decided.submission_no = own_key.submission_no
        and row_decided.judgement_no = own_key.judgement_no
        and row_decided.sheet_no = own_key.sheet_no
        and row_decided.row_number = own_key.row_number
left join decided_before
    on
        row_decided.submission_no = decided_before.submission_no
        and row_decided.judgement_no = decided_before.judgement_no
        and row_decided.sheet_no = decided_before.sheet_no
        and row_decided.row_number = decided_before.row_number
where
    decided_before.outcome is null
    or (
        decided_before.outcome,
        decided_before.method,
        decided_before.person_no,
        decided_before.candidate_no,
        decided_before.name_level,
        decided_before.date_level,
        decided_before.sex_level,
        decided_before.place_level,
        decided_before.nik_level,
        decided_before.mother_level,
        decided_before.weight,
        decided_before.lead,
        decided_before.model_version,
        decided_before.ruling_no
    ) is distinct from (
        row_decided.outcome,
        row_decided.method,
        coalesce(row_decided.person_no, own_key.person_no),
        row_decided.candidate_no,
        row_decided.name_level,
        row_decided.date_level,
        row_decided.sex_level,
        row_decided.place_level,
        row_decided.nik_level,
        row_decided.mother_level,
        row_decided.weight,
        row_decided.lead,
        row_decided.model_version,
        row_decided.ruling_no
    )
order by
    row_decided.submission_no,
    row_decided.judgement_no,
    row_decided.sheet_no,
    row_decided.row_number
