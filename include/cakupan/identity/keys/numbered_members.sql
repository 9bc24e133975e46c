-- Numbers for keys of members that are nobody's and stand beside no key that is somebody's (of a pair, for
-- the NIK), in the order of HMAC-SHA-256 over the key.
create temporary table numbered on commit drop as
with

stranger as (
    select new_citizen.key_no
    from new_citizen
    where new_citizen.person_no is null
    union all
    select new_participant.key_no
    from new_participant
    where new_participant.nik_no is null
)

select
    stranger.key_no,
    %(load_no)s::bigint as load_no,
    coalesce((select max(person.person_no) from identity.person), 0)
    + row_number() over (
        order by sha256(%(outer_pad)s::bytea || sha256(%(inner_pad)s::bytea || int8send(stranger.key_no)))
    ) as person_no
from stranger
