-- What was found of a row gives way to what a human decided about it.
update row_decided
set
    outcome = ruled_row.outcome,
    method = 'ruling',
    person_no = ruled_row.person_no,
    candidate_no = ruled_row.candidate_no,
    name_level = null,
    date_level = null,
    sex_level = null,
    place_level = null,
    nik_level = null,
    mother_level = null,
    weight = null,
    lead = null,
    model_version = null,
    ruling_no = ruled_row.ruling_no
from ruled_row
where
    ruled_row.is_holding
    and row_decided.submission_no = ruled_row.submission_no
    and row_decided.judgement_no = ruled_row.judgement_no
    and row_decided.sheet_no = ruled_row.sheet_no
    and row_decided.row_number = ruled_row.row_number
