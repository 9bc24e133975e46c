with

roster_rows as (

    select * from {{ stored(source('intake', 'roster_row')) }}

),

landed as (

    select
        roster_rows.submission_no,
        roster_rows.judgement_no,
        roster_rows.sheet_no,
        roster_rows.row_number,
        roster_rows.period,
        roster_rows.verdict
    from roster_rows

)

select * from landed
