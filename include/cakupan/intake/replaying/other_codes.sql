-- How often each code is given before and after, and whether the findings of that code differ at all.
with

finding as (
    select
        stored.submission_no,
        stored.sheet_no,
        stored.row_number,
        stored.column_name,
        stored.code,
        stored.severity,
        1 as before,
        0 as after
    from newest
    inner join intake.finding as stored
        on
            newest.submission_no = stored.submission_no
            and newest.judgement_no = stored.judgement_no
    union all
    select
        judged.submission_no,
        judged.sheet_no,
        judged.row_number,
        judged.column_name,
        judged.code,
        judged.severity,
        0 as before,
        1 as after
    from pg_temp.finding as judged
),

placed as (
    select
        finding.submission_no,
        finding.code,
        sum(finding.before) as before,
        sum(finding.after) as after
    from finding
    group by
        finding.submission_no,
        finding.sheet_no,
        finding.row_number,
        finding.column_name,
        finding.code,
        finding.severity
)

select
    placed.submission_no,
    placed.code,
    sum(placed.before)::integer as before,
    sum(placed.after)::integer as after,
    bool_or(placed.before <> placed.after) as is_other
from placed
group by placed.submission_no, placed.code
order by placed.submission_no, placed.code collate "C"
