-- New keys of lists that are those of forgotten persons.
create temporary table forgotten_key on commit drop as
select
    stranger.key_no,
    forgotten.person_no
from stranger
inner join identity.forgotten
    on identity.key_digest(stranger.key_no, %(inner_pad)s, %(outer_pad)s) = forgotten.key_digest
