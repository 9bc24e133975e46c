-- The other parts of a submission's list that were set aside with it as too short, and not by gate 1.
select
    submission.submission_no,
    submission.submission_id,
    latest.judgement_no,
    latest.held_code,
    latest.held_details
from intake.submission
inner join intake.latest_judgement as latest
    on submission.submission_no = latest.submission_no
where
    submission.submission_no <> %(submission_no)s
    and latest.outcome = 'held'
    and submission.list_no = (
        select part.list_no
        from intake.submission as part
        inner join intake.hold on part.submission_no = hold.submission_no
        where
            part.submission_no = %(submission_no)s
            and hold.state = 'held'
            and hold.basis = 'shrunk'
        order by hold.hold_no
        limit 1
    )
    and exists (
        select from intake.hold
        where
            hold.submission_no = submission.submission_no
            and hold.judgement_no = latest.judgement_no
            and hold.basis = 'shrunk'
    )
    and not exists (
        select from intake.hold
        where
            hold.submission_no = submission.submission_no
            and hold.judgement_no = latest.judgement_no
            and hold.basis = 'gate'
    )
order by submission.submission_no
