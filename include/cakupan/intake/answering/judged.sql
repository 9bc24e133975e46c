-- Judged submissions as their receipts tell of them, with who sent them and the office that looks after them.
select
    submission.submission_no,
    submission.submission_id,
    submission.partner_id,
    partner.partner_name,
    partner.area_code,
    office.office_name,
    office.contact as office_contact,
    submission.roster_kind,
    submission.period,
    submission.valid_from,
    submission.file_name,
    submission.sha256,
    submission.received_at,
    submission.kind_basis,
    submission.period_basis,
    latest.judgement_no,
    latest.outcome,
    latest.refusal_code,
    latest.refusal_details,
    latest.held_code,
    latest.held_details,
    latest.is_nil,
    latest.received,
    latest.accepted,
    latest.quarantined,
    latest.duplicates,
    latest.stated_total
from intake.submission
inner join intake.latest_judgement as latest
    on submission.submission_no = latest.submission_no
left join reference.partner
    on submission.partner_id = partner.partner_id and partner.replaced_by_load_no is null
left join reference.office
    on partner.office_code = office.office_code and office.replaced_by_load_no is null
where submission.submission_id = any(%(submission_ids)s)
order by submission.submission_no
