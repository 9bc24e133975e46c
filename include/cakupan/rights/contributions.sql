-- Contributions paid for the memberships of a person, with when they were known.
select
    load.recorded_at as known_from,
    replacing.recorded_at as known_until,
    jsonb_strip_nulls(to_jsonb(contribution))
    - array['load_no', 'file_no', 'row_number', 'replaced_by_load_no', 'row_hash'] as stored
from register.contribution
inner join control.load on contribution.load_no = load.load_no
left join control.load as replacing on contribution.replaced_by_load_no = replacing.load_no
where contribution.membership_id = any(%(membership_ids)s)
order by load.recorded_at, contribution.load_no, contribution.file_no, contribution.row_number
