-- Deliveries recorded after their files were last put in place: the very arrivals that are asked about.
select
    min(delivery.delivery_no) as delivery_no,
    delivery.relative_path,
    delivery.sha256,
    delivery.received_at
from
    unnest(
        %(relative_paths)s::text[],
        %(sha256s)s::text[],
        %(received_ats)s::timestamptz[],
        %(changed_ats)s::timestamptz[]
    ) as wanted (relative_path, sha256, received_at, changed_at)
inner join intake.delivery
    on
        wanted.sha256 = delivery.sha256
        and hashtextextended(wanted.relative_path, 0) = hashtextextended(delivery.relative_path, 0)
        and wanted.relative_path = delivery.relative_path
        and wanted.received_at = delivery.received_at
inner join control.load on delivery.load_no = load.load_no
where load.recorded_at >= wanted.changed_at
group by delivery.relative_path, delivery.sha256, delivery.received_at
