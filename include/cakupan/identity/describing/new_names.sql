-- Every name among the members of a load made comparable, once however many have it.
create temporary table name_made on commit drop as
with

written as (
    select membership.nama
    from register.membership
    where membership.load_no = %(load_no)s and membership.nama is not null
    union
    select membership.nama_ibu
    from register.membership
    where membership.load_no = %(load_no)s and membership.nama_ibu is not null
),

normal as materialized (
    select
        written.nama,
        identity.normal_name(written.nama) as name
    from written
),

heard as materialized (
    select
        normal.*,
        identity.heard(normal.name) as sound
    from normal
)

select
    heard.*,
    identity.sorted_words(heard.sound) as name_key,
    identity.skeletons(heard.sound) as word_keys
from heard
