-- What the register rows of a load say of persons and no description says yet, names made comparable.
insert into identity.description (
    person_no, load_no, file_no, row_number, name, sound, name_key, word_keys,
    born_on, sex, area_code, mother_key, nik_no
)
with

stated as (
    -- Of rows that say the same the first one stands for all.
    select distinct on (
        person_key.person_no, own.name, membership.tanggal_lahir, membership.jenis_kelamin,
        membership.residence_area_code, mother.name_key, said.nik_no
    )
        person_key.person_no,
        membership.load_no,
        membership.file_no,
        membership.row_number,
        own.name,
        own.sound,
        own.name_key,
        own.word_keys,
        membership.tanggal_lahir,
        membership.jenis_kelamin,
        membership.residence_area_code,
        mother.name_key as mother_key,
        said.nik_no
    from keyed_row
    inner join identity.person_key
        on coalesce(keyed_row.nik_no, keyed_row.kpj_no) = person_key.key_no
    inner join register.membership
        on
            membership.load_no = %(load_no)s
            and keyed_row.file_no = membership.file_no
            and keyed_row.row_number = membership.row_number
    cross join lateral (select identity.nik_no(membership.nik) as nik_no) as said
    left join name_made as own on membership.nama = own.nama
    left join name_made as mother on membership.nama_ibu = mother.nama
    order by
        person_key.person_no,
        own.name,
        membership.tanggal_lahir,
        membership.jenis_kelamin,
        membership.residence_area_code,
        mother.name_key,
        said.nik_no,
        membership.file_no,
        membership.row_number
)

select
    stated.person_no,
    stated.load_no,
    stated.file_no,
    stated.row_number,
    stated.name,
    stated.sound,
    stated.name_key,
    stated.word_keys,
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
