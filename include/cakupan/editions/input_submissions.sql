-- Submissions by number and judgement, with the file of each, the sheets that were read of it, and why it
-- stands as it does: what it was held for, why it was released or judged again, which file it corrects.
with

counted as (
    select *
    from unnest(%(submission_nos)s::bigint[], %(judgement_nos)s::integer[])
            as asked (submission_no, judgement_no)
),

sheets as (
    select
        sheet.submission_no,
        jsonb_agg(jsonb_build_array(sheet.sheet_no, sheet.sheet_name) order by sheet.sheet_no)
            as sheets
    from counted
    inner join intake.sheet
        on
            counted.submission_no = sheet.submission_no
            and counted.judgement_no = sheet.judgement_no
    where not sheet.is_ignored
    group by sheet.submission_no
)

select
    submission.submission_no,
    submission.submission_id,
    counted.judgement_no,
    submission.partner_id,
    submission.roster_kind,
    submission.period,
    submission.sha256,
    submission.file_name,
    submission.received_at,
    judgement.contract_version,
    judgement.rules_version,
    coalesce(sheets.sheets, '[]') as sheets,
    standing.held_code,
    standing.release_reason,
    replay.reason as replay_reason,
    corrected.submission_id as corrects
from counted
inner join intake.submission on counted.submission_no = submission.submission_no
left join intake.judgement
    on
        counted.submission_no = judgement.submission_no
        and counted.judgement_no = judgement.judgement_no
left join sheets on counted.submission_no = sheets.submission_no
left join intake.judgement_at(%(as_of)s) as standing
    on
        counted.submission_no = standing.submission_no
        and counted.judgement_no = standing.judgement_no
left join control.action as replay
    on
        replay.action = 'replay'
        and submission.submission_id = replay.subject
        and judgement.load_no = replay.load_no
left join intake.submission as corrected
    on submission.corrects_submission_no = corrected.submission_no
order by submission.submission_no
