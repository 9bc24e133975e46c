-- Loads that the lake lacks, and which tables of extracts they wrote; null where that is not recorded.
select
    load.load_no,
    load.kind in ('register', 'reference') as is_extract,
    (
        select array_agg(distinct load_file.table_name)
        from control.load_file
        where load_file.load_no = load.load_no
    ) as extract_tables
from control.load
inner join identity.resolved_load on load.load_no = resolved_load.load_no
where
    load.recorded_at <= (select max(close_run.as_of) from control.close_run)
    and not exists (
        select from control.lake_portion
        where
            lake_portion.portion_kind = 'load'
            and lake_portion.portion_no = load.load_no
    )
order by load.load_no
limit %(at_once)s
