-- Claims paid on a key of a person, with when they were known.
select
    claim.load_no,
    claim.file_no,
    claim.row_number,
    load.recorded_at as known_from,
    replacing.recorded_at as known_until,
    load_file.file_name,
    load_file.sha256,
    jsonb_strip_nulls(to_jsonb(claim))
    - array['load_no', 'file_no', 'row_number', 'replaced_by_load_no', 'row_hash'] as stored
from register.claim
inner join control.load on claim.load_no = load.load_no
left join control.load as replacing on claim.replaced_by_load_no = replacing.load_no
left join control.load_file
    on claim.load_no = load_file.load_no and claim.file_no = load_file.file_no
where claim.kpj = any(%(kpjs)s)
order by load.recorded_at, claim.load_no, claim.file_no, claim.row_number
