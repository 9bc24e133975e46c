-- The newest decision of each row of these lists, where there is one. A judgement that no edition saw may
-- have been replaced; what was decided of its rows says nothing of those that stand there now.
create temporary table decided_before on commit drop as
select distinct on (
    decision.submission_no,
    decision.judgement_no,
    decision.sheet_no,
    decision.row_number
)
    decision.submission_no,
    decision.judgement_no,
    decision.sheet_no,
    decision.row_number,
    decision.outcome,
    decision.method,
    decision.person_no,
    decision.candidate_no,
    decision.name_level,
    decision.date_level,
    decision.sex_level,
    decision.place_level,
    decision.nik_level,
    decision.mother_level,
    decision.weight,
    decision.lead,
    decision.model_version,
    decision.ruling_no
from list_to_match
inner join identity.decision
    on
        list_to_match.submission_no = decision.submission_no
        and list_to_match.judgement_no = decision.judgement_no
inner join control.load on decision.load_no = load.load_no
inner join intake.judgement
    on
        decision.submission_no = judgement.submission_no
        and decision.judgement_no = judgement.judgement_no
inner join control.load as judging on judgement.load_no = judging.load_no
where (load.recorded_at, load.load_no) >= (judging.recorded_at, judging.load_no)
order by
    decision.submission_no,
    decision.judgement_no,
    decision.sheet_no,
    decision.row_number,
    load.recorded_at desc,
    decision.load_no desc
