-- Rows that a repair decided need no scoring.
delete from candidate_pair
using row_sought, row_decided
where
    candidate_pair.row_no = row_sought.row_no
    and row_decided.submission_no = row_sought.submission_no
    and row_decided.judgement_no = row_sought.judgement_no
    and row_decided.sheet_no = row_sought.sheet_no
    and row_decided.row_number = row_sought.row_number
    and row_decided.load_no = row_sought.load_no
