with

submissions as (

    select * from {{ ref('fct_submissions') }}

),

sheets as (

    select * from {{ ref('stg_intake__sheets') }}

),

joined as (

    select
        submissions.partner_no,
        submissions.roster_kind,
        submissions.area_code,
        submissions.office_code,

        sheets.received,
        sheets.accepted,
        sheets.quarantined,
        sheets.duplicates,

        'sheet' as unit_kind,
        submissions.submission_no * 1000 + sheets.sheet_no as unit_no,
        'roster' as source_kind,
        submissions.submission_no as source_no,
        sheets.sheet_no,
        cast(null as integer) as row_number
    from submissions
    inner join sheets
        on
            submissions.submission_no = sheets.submission_no
            and submissions.judgement_no = sheets.judgement_no
    where
        submissions.is_of_period
        and submissions.outcome <> 'refused'
        and not sheets.is_ignored

)

select * from joined
