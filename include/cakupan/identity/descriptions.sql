-- A statement on a person for each that no row before has made: of several rows that say the same, the first.
insert into identity.description (
    person_no, load_no, file_no, row_number, name, born_on, sex, area_code
)
select distinct on (
    person_key.person_no,
    membership.nama,
    membership.tanggal_lahir,
    membership.jenis_kelamin,
    membership.residence_area_code
)
    person_key.person_no,
    %(load_no)s,
    membership.file_no,
    membership.row_number,
    membership.nama,
    membership.tanggal_lahir,
    membership.jenis_kelamin,
    membership.residence_area_code
from keyed_row
inner join identity.person_key
    on coalesce(keyed_row.nik_no, keyed_row.kpj_no) = person_key.key_no
inner join register.membership
    on
        membership.load_no = %(load_no)s
        and keyed_row.file_no = membership.file_no
        and keyed_row.row_number = membership.row_number
where
    not exists (
        select from identity.description as known
        where
            known.person_no = person_key.person_no
            and known.name is not distinct from membership.nama
            and known.born_on is not distinct from membership.tanggal_lahir
            and known.sex is not distinct from membership.jenis_kelamin
            and known.area_code is not distinct from membership.residence_area_code
    )
order by
    person_key.person_no,
    membership.nama,
    membership.tanggal_lahir,
    membership.jenis_kelamin,
    membership.residence_area_code,
    membership.file_no,
    membership.row_number
