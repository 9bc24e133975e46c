-- What the register rows of a load say of persons and no description says yet, names made comparable.
insert into identity.description (
    person_no, load_no, file_no, row_number, name, sound, name_key, word_keys,
    born_on, sex, area_code, mother_key, nik_no
)
with

registered as (
    -- The same words in many memberships are one statement, before anything is computed of them.
    select distinct on (
        person_key.person_no, membership.nik, membership.nama, membership.tanggal_lahir,
        membership.jenis_kelamin, membership.residence_area_code, membership.nama_ibu
    )
        person_key.person_no,
        membership.load_no,
        membership.file_no,
        membership.row_number,
        membership.nama,
        membership.tanggal_lahir,
        membership.jenis_kelamin,
        membership.residence_area_code,
        membership.nama_ibu,
        identity.nik_no(membership.nik) as nik_no
    from keyed_row
    inner join identity.person_key
        on coalesce(keyed_row.nik_no, keyed_row.kpj_no) = person_key.key_no
    inner join register.membership
        on
            membership.load_no = %(load_no)s
            and keyed_row.file_no = membership.file_no
            and keyed_row.row_number = membership.row_number
    order by
        person_key.person_no,
        membership.nik,
        membership.nama,
        membership.tanggal_lahir,
        membership.jenis_kelamin,
        membership.residence_area_code,
        membership.nama_ibu,
        membership.load_no,
        membership.file_no,
        membership.row_number
),

normal as materialized (
    select
        registered.*,
        identity.normal_name(registered.nama) as name,
        identity.sorted_words(identity.sound(registered.nama_ibu)) as mother_key
    from registered
),

heard as materialized (
    select
        normal.*,
        identity.heard(normal.name) as sound
    from normal
),

stated as (
    select distinct on (
        heard.person_no, heard.name, heard.tanggal_lahir, heard.jenis_kelamin,
        heard.residence_area_code, heard.mother_key, heard.nik_no
    ) heard.*
    from heard
    order by
        heard.person_no,
        heard.name,
        heard.tanggal_lahir,
        heard.jenis_kelamin,
        heard.residence_area_code,
        heard.mother_key,
        heard.nik_no,
        heard.load_no,
        heard.file_no,
        heard.row_number
)

select
    stated.person_no,
    stated.load_no,
    stated.file_no,
    stated.row_number,
    stated.name,
    stated.sound,
    identity.sorted_words(stated.sound) as name_key,
    identity.skeletons(stated.sound) as word_keys,
    stated.tanggal_lahir,
    stated.jenis_kelamin,
    stated.residence_area_code,
    stated.mother_key,
    stated.nik_no
from stated
where not exists (
        select from identity.description as known
        where
            known.person_no = stated.person_no
            and known.name is not distinct from stated.name
            and known.born_on is not distinct from stated.tanggal_lahir
            and known.sex is not distinct from stated.jenis_kelamin
            and known.area_code is not distinct from stated.residence_area_code
            and known.mother_key is not distinct from stated.mother_key
            and known.nik_no is not distinct from stated.nik_no
    )
order by stated.person_no, stated.load_no, stated.file_no, stated.row_number
