-- Loads of human decisions and of models known by then, with the reasons that were given for them.
with

given as (
    select
        ruling.load_no,
        ruling.reason
    from identity.ruling
    union
    select
        merge.load_no,
        merge.reason
    from identity.merge
    where merge.ruled_by is not null
    union
    select
        split.load_no,
        split.reason
    from identity.split
    union
    select
        model.load_no,
        model.reason
    from identity.model
)

select
    load.load_no,
    load.kind,
    load.recorded_at,
    string_agg(given.reason, '; ' order by given.reason collate "C") as reason
from control.load
left join given on load.load_no = given.load_no
where load.kind in ('decision', 'model') and load.recorded_at <= %(as_of)s
group by load.load_no, load.kind, load.recorded_at
order by load.load_no
