-- Files whose rows changed since the version that counts was written.
with

newest as (
    select
        file.table_name,
        file.portion_no,
        file.period,
        max(file.change_no) as change_no
    from control.lake_file as file
    where file.content = 'rows'
    group by file.table_name, file.portion_no, file.period
)

select distinct on (changed.table_name, changed.portion_no, changed.period)
    changed.table_name,
    changed.portion_no,
    changed.period,
    changed.change_no,
    changed.reason
from control.lake_change as changed
inner join newest
    on
        changed.table_name = newest.table_name
        and changed.portion_no = newest.portion_no
        and changed.period = newest.period
where changed.change_no > coalesce(newest.change_no, 0)
order by changed.table_name, changed.portion_no, changed.period, changed.change_no desc
