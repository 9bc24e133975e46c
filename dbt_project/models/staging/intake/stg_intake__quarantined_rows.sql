with

roster_rows as (

    select * from {{ stored(source('intake', 'roster_row')) }}

),

quarantined as (

    select
        roster_rows.submission_no,
        roster_rows.judgement_no,
        roster_rows.sheet_no,
        roster_rows.row_number,
        roster_rows.period,
        roster_rows.area_code as stated_area_code,
        roster_rows.category_code,
        roster_rows.funding_code,
        roster_rows.npp,
        roster_rows.tempat_magang as host_name,
        roster_rows.asal_lembaga as school_name
    from roster_rows
    where roster_rows.verdict = 'quarantined'

)

select * from quarantined
