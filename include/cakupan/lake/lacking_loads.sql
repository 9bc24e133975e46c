-- How many loads the lake lacks: those that a close has seen, and those that wait for one.
select
    count(*) filter (where load.recorded_at <= seen.as_of) as lacking,
    count(*) filter (where seen.as_of is null or load.recorded_at > seen.as_of) as waiting
from control.load
cross join (select max(close_run.as_of) as as_of from control.close_run) as seen
where
    not exists (
        select from control.lake_portion
        where
            lake_portion.portion_kind = 'load'
            and lake_portion.portion_no = load.load_no
    )
