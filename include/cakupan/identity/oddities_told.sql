-- How often each load shows each oddity, with the first five rows of its files that do.
with

numbered as (
    select
        finding.load_no,
        finding.code,
        finding.file_no,
        finding.row_number,
        row_number() over (
            partition by finding.load_no, finding.code
            order by finding.file_no, finding.row_number
        ) as position
    from identity.finding
)

select
    numbered.load_no,
    numbered.code,
    count(*) as rows,
    coalesce(
        string_agg(
            numbered.file_no || ':' || numbered.row_number, ', ' order by numbered.position
        ) filter (where numbered.position <= 5),
        ''
    ) as first_rows
from numbered
inner join control.load on numbered.load_no = load.load_no
group by numbered.load_no, numbered.code, load.recorded_at
order by load.recorded_at desc, numbered.load_no desc, count(*) desc, numbered.code
