-- Rows decided before that a ruling of this load is about start from what was decided of them.
insert into row_decided
select
    decided_before.submission_no,
    decided_before.judgement_no,
    decided_before.sheet_no,
    decided_before.row_number,
    %(load_no)s,
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
from decided_before
inner join ruled_row
    on
        decided_before.submission_no = ruled_row.submission_no
        and decided_before.judgement_no = ruled_row.judgement_no
        and decided_before.sheet_no = ruled_row.sheet_no
        and decided_before.row_number = ruled_row.row_number
where ruled_row.ruling_load_no = %(load_no)s and ruled_row.is_holding
