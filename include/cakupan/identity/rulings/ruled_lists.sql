-- The lists of the partners that rulings of a load are about, as they are judged now.
create temporary table list_to_match on commit drop as
select
    %(load_no)s::bigint as load_no,
    submission.period,
    submission.partner_no,
    submission.roster_kind,
    submission.submission_no,
    max(judgement.judgement_no) as judgement_no
from intake.submission
inner join intake.judgement on submission.submission_no = judgement.submission_no
inner join control.load on judgement.load_no = load.load_no
where
    submission.partner_no in (
        select ruling.partner_no from identity.ruling
        where ruling.load_no = %(load_no)s
    )
    and submission.roster_kind = any(%(kinds_of_people)s)
    and load.recorded_at <= %(instant)s
group by submission.submission_no
