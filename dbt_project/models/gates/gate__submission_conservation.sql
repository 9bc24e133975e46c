with

submissions as (

    select * from {{ ref('fct_submissions') }}

),

sheets as (

    select * from {{ ref('stg_intake__sheets') }}

),

roster_rows as (

    select * from {{ ref('stg_intake__landed_rows') }}

),

explained as (

    select * from {{ ref('fct_quarantined_rows') }}

),

judged as (

    select submissions.*
    from submissions
    where submissions.outcome <> 'refused'

),

classified as (

    select
        judged.submission_no,
        sum(sheets.used_rows) as used_rows,
        sum(sheets.classified_rows) as classified_rows,
        sum(sheets.received) filter (where not sheets.is_ignored) as counted_rows
    from judged
    inner join sheets
        on
            judged.submission_no = sheets.submission_no
            and judged.judgement_no = sheets.judgement_no
    group by judged.submission_no

),

landed as (

    select
        judged.submission_no,
        count(*) as landed_rows,
        count(*) filter (where rows_landed.verdict = 'accepted') as landed_accepted_rows
    from judged
    {{ join_judged('roster_rows', 'judged', 'rows_landed', by_month=true) }}
    group by judged.submission_no

),

caused as (

    select
        explained.source_no as submission_no,
        count(*) as explained_rows
    from explained
    group by explained.source_no

),

compared as (

    select
        judged.submission_id,

        judged.received,
        judged.accepted,
        judged.quarantined,
        judged.duplicates,
        judged.accepted + judged.quarantined + judged.duplicates as judged_rows,
        coalesce(landed.landed_rows, 0) as landed_rows,
        coalesce(landed.landed_accepted_rows, 0) as landed_accepted_rows,
        coalesce(caused.explained_rows, 0) as explained_rows,
        cast(coalesce(classified.counted_rows, 0) as bigint) as counted_rows,
        cast(coalesce(classified.used_rows, 0) as bigint) as used_rows,
        cast(coalesce(classified.classified_rows, 0) as bigint) as classified_rows
    from judged
    left join classified on judged.submission_no = classified.submission_no
    left join landed on judged.submission_no = landed.submission_no
    left join caused on judged.submission_no = caused.submission_no

)

select * from compared
