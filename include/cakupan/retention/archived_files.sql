-- Each archived file with the last day on which anything was of use for which it is kept, and what that was.
with

last_counted as (
    -- Months of published editions in which a list counted; the statement is made with the parts that exist.
    select
        counted.submission_no,
        max(counted.period) as period
    from retention.counted() as counted
    group by counted.submission_no
),

judged as (
    select
        latest_judgement.submission_no,
        latest_judgement.outcome
    from intake.latest_judgement
),

roster as (
    select
        submission.sha256,
        case when judged.outcome = 'refused' then 'refused_files' else 'archived_rosters' end as kind,
        submission.submission_id as subject,
        case
            when judged.outcome = 'refused' then (submission.received_at at time zone 'Asia/Jakarta')::date
            else
                greatest(
                    (submission.period || '-01')::date,
                    (last_counted.period || '-01')::date,
                    submission.valid_to
                )
        end as used_on
    from intake.submission
    left join judged on submission.submission_no = judged.submission_no
    left join last_counted on submission.submission_no = last_counted.submission_no
),

refused as (
    select
        delivery.sha256,
        'refused_files' as kind,
        'delivery ' || delivery.delivery_no as subject,
        (delivery.received_at at time zone 'Asia/Jakarta')::date as used_on
    from intake.delivery
    where delivery.submission_no is null
),

extract as (
    select
        load_file.sha256,
        'archived_extracts' as kind,
        'load ' || load_file.load_no || ', ' || load_file.table_name as subject,
        retention.rows_used_until(load_file.table_name, load_file.load_no, load_file.file_no) as used_on
    from control.load_file
)

select * from roster
union all
select * from refused
union all
select * from extract
order by 1, 2, 3
