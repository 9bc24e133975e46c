-- Of each part of the lake the newest version of its file: of loads recorded by as_of, of editions, of units.
select distinct on (file.table_name, file.content, file.portion_no, file.period)
    file.table_name,
    file.content,
    file.portion_no,
    file.period,
    file.version,
    file.path,
    file.row_count,
    file.size_bytes,
    file.sha256,
    file.reason,
    file.change_no
from control.lake_file as file
left join control.load on file.portion_no = load.load_no
where
    (%(table_name)s::text is null or file.table_name = %(table_name)s)
    and (
        load.recorded_at <= %(as_of)s
        or file.table_name = any(%(not_by_load)s)
    )
order by file.table_name, file.content, file.portion_no, file.period, file.version desc
