-- The rows of sheets behind evidence of rosters, as judged at as_of.
with

asked as (
    select *
    from unnest(%(submission_nos)s::bigint[], %(sheet_nos)s::integer[], %(row_numbers)s::integer[])
            as wanted (submission_no, sheet_no, row_number)
),

judged as (
    select
        judgement.submission_no,
        judgement.judgement_no
    from intake.judgement_at(%(as_of)s) as judgement
    where judgement.submission_no in (select asked.submission_no from asked)
)

select
    asked.submission_no,
    asked.sheet_no,
    asked.row_number,
    submission.submission_id,
    submission.partner_id,
    submission.file_name,
    submission.sha256,
    submission.received_at,
    sheet.sheet_name,
    roster_row.verdict,
    roster_row.nik,
    roster_row.kpj,
    nik_key.person_no is not null as is_known_by_nik,
    kpj_key.person_no is not null as is_known_by_kpj
from asked
inner join intake.submission on asked.submission_no = submission.submission_no
inner join judged on asked.submission_no = judged.submission_no
left join intake.sheet
    on
        judged.submission_no = sheet.submission_no
        and judged.judgement_no = sheet.judgement_no
        and asked.sheet_no = sheet.sheet_no
left join intake.roster_row
    on
        submission.period = roster_row.period
        and judged.submission_no = roster_row.submission_no
        and judged.judgement_no = roster_row.judgement_no
        and asked.sheet_no = roster_row.sheet_no
        and asked.row_number = roster_row.row_number
left join identity.person_key as nik_key
    on nik_key.key_kind = 'nik' and roster_row.nik = nik_key.key_value
left join identity.person_key as kpj_key
    on kpj_key.key_kind = 'kpj' and roster_row.kpj = kpj_key.key_value
