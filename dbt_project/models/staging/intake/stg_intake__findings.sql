with

findings as (

    select * from {{ stored(source('intake', 'finding')) }}

),

errors as (

    select
        findings.submission_no,
        findings.judgement_no,
        findings.sheet_no,
        findings.row_number,
        min({{ in_bytes_order('findings.code') }}) as finding_code
    from findings
    where
        findings.severity = 'error'
        and findings.row_number is not null
    group by
        findings.submission_no,
        findings.judgement_no,
        findings.sheet_no,
        findings.row_number

)

select * from errors
