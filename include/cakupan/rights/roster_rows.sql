-- Rows of lists that name a person, by a key of his or by what was decided about them. A row that has
-- his NIK and was decided to be somebody else's, or nobody's for certain, names him by his key only:
-- the rest may tell of another.
with

mentioned as (
    select
        roster_row.period,
        roster_row.submission_no,
        roster_row.judgement_no,
        roster_row.sheet_no,
        roster_row.row_number
    from intake.roster_row
    where roster_row.nik = any(%(niks)s) or roster_row.kpj = any(%(kpjs)s)
    union
    select
        submission.period,
        decision.submission_no,
        decision.judgement_no,
        decision.sheet_no,
        decision.row_number
    from identity.decision
    inner join intake.submission on decision.submission_no = submission.submission_no
    where decision.person_no = any(%(person_nos)s)
),

decided as (
    select distinct on (
        decision.submission_no, decision.judgement_no, decision.sheet_no, decision.row_number
    ) decision.*
    from identity.decision
    inner join mentioned
        on
            decision.submission_no = mentioned.submission_no
            and decision.judgement_no = mentioned.judgement_no
            and decision.sheet_no = mentioned.sheet_no
            and decision.row_number = mentioned.row_number
    inner join control.load on decision.load_no = load.load_no
    order by
        decision.submission_no,
        decision.judgement_no,
        decision.sheet_no,
        decision.row_number,
        decision.ruling_no is null,
        load.recorded_at desc,
        load.load_no desc
),

judged as (
    select
        roster_row.*,
        decided.outcome,
        decided.method,
        case
            when decided.outcome is not null
                then coalesce(decided.person_no = any(%(person_nos)s), false)
            else
                coalesce(roster_row.nik = any(%(niks)s), false)
                or identity.nik_no(roster_row.nik) is null
        end as is_own
    from mentioned
    inner join intake.roster_row
        on
            mentioned.period = roster_row.period
            and mentioned.submission_no = roster_row.submission_no
            and mentioned.judgement_no = roster_row.judgement_no
            and mentioned.sheet_no = roster_row.sheet_no
            and mentioned.row_number = roster_row.row_number
    left join decided
        on
            roster_row.submission_no = decided.submission_no
            and roster_row.judgement_no = decided.judgement_no
            and roster_row.sheet_no = decided.sheet_no
            and roster_row.row_number = decided.row_number
)

select
    judged.period,
    judged.submission_no,
    submission.submission_id,
    submission.partner_id,
    submission.roster_kind,
    submission.file_name,
    submission.sha256,
    submission.received_at,
    judged.judgement_no,
    judged.sheet_no,
    sheet.sheet_name,
    judged.row_number,
    judged.verdict,
    judged.outcome,
    judged.method,
    judged.is_own,
    judged.nik is null and judged.kpj is null and judged.nama is null as is_emptied,
    case
        when judged.is_own
            then
                jsonb_strip_nulls(to_jsonb(judged))
                - array[
                    'period', 'submission_no', 'judgement_no', 'sheet_no', 'row_number', 'verdict',
                    'outcome', 'method', 'is_own'
                ]
        else
            jsonb_strip_nulls(jsonb_build_object(
                'nik', case when judged.nik = any(%(niks)s) then judged.nik end,
                'kpj', case when judged.kpj = any(%(kpjs)s) then judged.kpj end
            ))
    end as stored
from judged
inner join intake.submission on judged.submission_no = submission.submission_no
left join intake.sheet
    on
        judged.submission_no = sheet.submission_no
        and judged.judgement_no = sheet.judgement_no
        and judged.sheet_no = sheet.sheet_no
order by judged.submission_no, judged.judgement_no, judged.sheet_no, judged.row_number
