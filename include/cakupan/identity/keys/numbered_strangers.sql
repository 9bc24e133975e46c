-- Numbers for the keys of `stranger`: load by load, within a load in the order of HMAC-SHA-256 over the key.
create temporary table numbered on commit drop as
select
    stranger.key_no,
    stranger.load_no,
    coalesce((select max(person.person_no) from identity.person), 0)
    + row_number() over (
        order by
            load.recorded_at,
            load.load_no,
            sha256(%(outer_pad)s::bytea || sha256(%(inner_pad)s::bytea || int8send(stranger.key_no)))
    ) as person_no
from stranger
inner join control.load on stranger.load_no = load.load_no
