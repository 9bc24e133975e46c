-- A statement on a person for each that no row before has made: of several rows that say the same, the first.
insert into identity.description (
    person_no, load_no, file_no, row_number, name, born_on, sex, area_code
)
select distinct on (
    named_person.person_no,
    membership.nama,
    membership.tanggal_lahir,
    membership.jenis_kelamin,
    membership.residence_area_code
)
    named_person.person_no,
    %(load_no)s,
    membership.file_no,
    membership.row_number,
    membership.nama,
    membership.tanggal_lahir,
    membership.jenis_kelamin,
    membership.residence_area_code
from named_person
inner join register.membership
    on
        membership.load_no = %(load_no)s
        and named_person.file_no = membership.file_no
        and named_person.row_number = membership.row_number
where
    not exists (
        select from identity.description as known
        where
            known.person_no = named_person.person_no
            and known.name is not distinct from membership.nama
            and known.born_on is not distinct from membership.tanggal_lahir
            and known.sex is not distinct from membership.jenis_kelamin
            and known.area_code is not distinct from membership.residence_area_code
    )
order by
    named_person.person_no,
    membership.nama,
    membership.tanggal_lahir,
    membership.jenis_kelamin,
    membership.residence_area_code,
    membership.file_no,
    membership.row_number
