-- What became of some submissions that were judged, and of their rows.
select
    count(*) as submissions,
    count(*) filter (where latest.outcome = 'accepted') as accepted,
    count(*) filter (where latest.outcome = 'accepted_with_findings') as accepted_with_findings,
    count(*) filter (where latest.outcome = 'held') as held,
    count(*) filter (where latest.outcome = 'refused') as refused,
    coalesce(sum(latest.received), 0) as received_rows,
    coalesce(sum(latest.accepted), 0) as accepted_rows,
    coalesce(sum(latest.quarantined), 0) as quarantined_rows,
    coalesce(sum(latest.duplicates), 0) as duplicate_rows
from intake.submission
inner join intake.latest_judgement as latest
    on submission.submission_no = latest.submission_no
where submission.submission_id = any(%(submission_ids)s)
