-- The candidates of the decisions that were written.
insert into identity.candidate
select
    row_candidate.submission_no,
    row_candidate.judgement_no,
    row_candidate.sheet_no,
    row_candidate.row_number,
    row_candidate.load_no,
    row_candidate.rank,
    row_candidate.person_no,
    row_candidate.weight,
    row_candidate.name_level,
    row_candidate.date_level,
    row_candidate.sex_level,
    row_candidate.place_level,
    row_candidate.nik_level,
    row_candidate.mother_level
from row_candidate
where
    exists (
        select 1 from identity.decision
        where
            decision.submission_no = row_candidate.submission_no
            and decision.judgement_no = row_candidate.judgement_no
            and decision.sheet_no = row_candidate.sheet_no
            and decision.row_number = row_candidate.row_number
            and decision.load_no = row_candidate.load_no
    )
order by
    row_candidate.submission_no,
    row_candidate.judgement_no,
    row_candidate.sheet_no,
    row_candidate.row_number,
    row_candidate.rank
