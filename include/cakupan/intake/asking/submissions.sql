-- Submissions with their newest judgement as it stands; null asks for all.
select
    submission.submission_id,
    submission.partner_id,
    submission.roster_kind as kind,
    submission.period,
    submission.file_name as file,
    submission.sha256,
    latest.outcome,
    coalesce(latest.received, 0) as received,
    coalesce(latest.accepted, 0) as accepted,
    coalesce(latest.quarantined, 0) as quarantined,
    coalesce(latest.duplicates, 0) as duplicates,
    submission.received_at,
    load.recorded_at as judged_at,
    latest.judgement_no as judgement,
    latest.refusal_code,
    latest.held_code,
    latest.held_details,
    latest.release_reason,
    submission.kind_basis,
    submission.period_basis,
    corrected.submission_id as corrects,
    whole.submission_id as list,
    submission.partner_id || '/' || receipt.file_name as receipt
from intake.submission
left join intake.latest_judgement as latest on submission.submission_no = latest.submission_no
left join control.load on latest.load_no = load.load_no
left join intake.submission as corrected
    on submission.corrects_submission_no = corrected.submission_no
left join intake.submission as whole on submission.list_no = whole.submission_no
left join intake.receipt
    on
        latest.submission_no = receipt.submission_no
        and latest.judgement_no = receipt.judgement_no
where
    (%(period)s::text is null or submission.period = %(period)s)
    and (%(partner_id)s::text is null or submission.partner_id = %(partner_id)s)
    and (%(outcome)s::text is null or coalesce(latest.outcome, 'waiting') = %(outcome)s)
order by submission.submission_no
