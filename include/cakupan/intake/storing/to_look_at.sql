-- What was refused at the door in some loads, and what was refused or is held of some submissions.
select
    'D' || lpad(delivery.delivery_no::text, 6, '0') as id,
    delivery.partner_id,
    null as kind,
    null as period,
    delivery.outcome,
    delivery.refusal_code,
    delivery.refusal_details,
    null as held_code,
    null as held_details
from intake.delivery
where delivery.load_no = any(%(load_nos)s) and delivery.outcome = 'refused'
union all
select
    submission.submission_id,
    submission.partner_id,
    submission.roster_kind,
    submission.period,
    latest.outcome,
    latest.refusal_code,
    latest.refusal_details,
    latest.held_code,
    latest.held_details
from intake.submission
inner join intake.latest_judgement as latest
    on submission.submission_no = latest.submission_no
where
    submission.submission_id = any(%(submission_ids)s)
    and latest.outcome in ('refused', 'held')
order by 1
