-- The newest ruling on each row of a partner, with one row it was made about.
select distinct on (ruling.partner_no, ruling.row_digest)
    ruling.ruling_no,
    ruling.outcome,
    ruling.person_no,
    ruling.decided_by,
    ruling.reason,
    load.recorded_at as decided_at,
    noted.subject as row_id,
    ruling.guard_digest,
    coalesce(ruling.person_no, (noted.details ->> 'candidate_no')::bigint) as guarded_no,
    coalesce(identity.nik_no(listed.nik), identity.kpj_no(listed.kpj)) as own_key_no
from identity.ruling
inner join control.load on ruling.load_no = load.load_no
inner join control.action as noted
    on
        noted.action = 'ruling'
        and ruling.load_no = noted.load_no
        and ruling.ruling_no = (noted.details ->> 'ruling_no')::bigint
inner join intake.submission on split_part(noted.subject, '/', 1) = submission.submission_id
inner join intake.latest_judgement as latest on submission.submission_no = latest.submission_no
inner join intake.roster_row as listed
    on
        submission.period = listed.period
        and submission.submission_no = listed.submission_no
        and latest.judgement_no = listed.judgement_no
        and split_part(noted.subject, '/', 2)::integer = listed.sheet_no
        and split_part(noted.subject, '/', 3)::integer = listed.row_number
order by ruling.partner_no, ruling.row_digest, load.recorded_at desc, ruling.ruling_no desc
