-- Rows of the register on a person with when they were known. A KPJ of his beside another's NIK is not his.
select
    membership.load_no,
    membership.file_no,
    membership.row_number,
    load.recorded_at as known_from,
    replacing.recorded_at as known_until,
    load_file.file_name,
    load_file.sha256,
    membership.row_hash = '' as is_emptied,
    membership.replaced_by_load_no is null
    and membership.active_from <= (control.now() at time zone 'Asia/Jakarta')::date
    and coalesce(
        membership.active_to >= (control.now() at time zone 'Asia/Jakarta')::date, true
    ) as is_active,
    jsonb_strip_nulls(to_jsonb(membership))
    - array['load_no', 'file_no', 'row_number', 'replaced_by_load_no', 'row_hash'] as stored
from register.membership
inner join control.load on membership.load_no = load.load_no
left join control.load as replacing on membership.replaced_by_load_no = replacing.load_no
left join control.load_file
    on membership.load_no = load_file.load_no and membership.file_no = load_file.file_no
where
    membership.nik = any(%(niks)s)
    or (membership.kpj = any(%(kpjs)s) and identity.nik_no(membership.nik) is null)
order by load.recorded_at, membership.load_no, membership.file_no, membership.row_number
