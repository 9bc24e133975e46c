with

sheets as (

    select * from {{ stored(source('intake', 'sheet')) }}

),

counted as (

    select
        sheets.submission_no,
        sheets.judgement_no,
        sheets.sheet_no,

        sheets.used_rows,
        sheets.title_rows
        + sheets.header_rows
        + sheets.numbering_rows
        + sheets.section_rows
        + sheets.total_rows
        + sheets.note_rows
        + sheets.received as classified_rows,
        sheets.received,
        sheets.accepted,
        sheets.quarantined,
        sheets.duplicates,

        sheets.is_ignored
    from sheets

)

select * from counted
