-- Rows that the new judgements judge or store otherwise, numbered apart by whether their verdict differs.
create temporary table other_row on commit drop as
with

stored as (
    select roster_row.*
    from newest
    inner join intake.roster_row
        on
            newest.period = roster_row.period
            and newest.submission_no = roster_row.submission_no
            and newest.judgement_no = roster_row.judgement_no
),

other as (
    select
        coalesce(stored.submission_no, judged.submission_no) as submission_no,
        coalesce(stored.sheet_no, judged.sheet_no) as sheet_no,
        coalesce(stored.row_number, judged.row_number) as row_number,
        stored.verdict as before,
        judged.verdict as after,
        coalesce(stored.verdict, '') <> coalesce(judged.verdict, '') as is_verdict_other
    from stored
    full join pg_temp.roster_row as judged
        on
            stored.submission_no = judged.submission_no
            and stored.sheet_no = judged.sheet_no
            and stored.row_number = judged.row_number
    -- Where a value came from is no part of it, and is not known of rows judged long ago.
    where
        to_jsonb(stored) - array['judgement_no', 'is_birth_from_nik', 'is_sex_from_nik']
        is distinct from
        to_jsonb(judged) - array['judgement_no', 'is_birth_from_nik', 'is_sex_from_nik']
)

select
    other.submission_no,
    other.sheet_no,
    other.row_number,
    other.before,
    other.after,
    row_number() over (
        partition by other.submission_no, other.is_verdict_other
        order by other.sheet_no, other.row_number
    ) as position
from other
