-- Every name on the rows that no exact pass decided made comparable, once however many have it.
create temporary table name_sought on commit drop as
with

written as (
    select row_undecided.nama from row_undecided
    union
    select row_undecided.nama_ibu as nama from row_undecided
),

normal as materialized (
    select
        written.nama,
        identity.normal_name(written.nama) as name
    from written
    where written.nama is not null
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
