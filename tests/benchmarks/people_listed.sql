-- Rows of one list, of which so many in a hundred are as asked: nine in ten with a usable key, or none at all.
-- Of those with a key one in twenty is a slip of the pen, one in ten has its words turned, one in ten is nobody of the register.
insert into intake.roster_row (
    period, submission_no, judgement_no, sheet_no, row_number, verdict, nik, nama, tanggal_lahir,
    jenis_kelamin, area_code, attributes, is_birth_from_nik, is_sex_from_nik
)
with

drawn as (
    select
        row_number,
        2 + (row_number * 7919 + %(offset)s) %% %(members)s as member_row,
        (hashtext('r' || row_number || '/' || %(submission_no)s)::bigint & 2147483647) %% 100 as lot,
        %(is_keyless)s or row_number %% 10 = 0 as is_keyless
    from generate_series(1, %(rows)s) as row_number
)

select
    '2024-10',
    %(submission_no)s,
    1,
    1,
    drawn.row_number,
    'accepted',
    case
        when drawn.is_keyless then null
        when drawn.lot < 10 then overlay(membership.nik placing '34' from 1 for 2)
        when drawn.lot < 15
            then overlay(membership.nik placing ((right(membership.nik, 1)::integer + 5) %% 10)::text from 16)
        else membership.nik
    end,
    case
        when drawn.lot < 10 then 'ZAKIRUDIN ' || membership.nama
        when drawn.lot between 15 and 24
            then split_part(membership.nama, ' ', 2) || ' ' || split_part(membership.nama, ' ', 1)
            || substr(membership.nama, 1 + length(split_part(membership.nama, ' ', 1) || ' ' || split_part(membership.nama, ' ', 2)))
        when drawn.is_keyless and drawn.lot > 60 then overlay(membership.nama placing 'E' from 2 for 1)
        else membership.nama
    end,
    membership.tanggal_lahir,
    membership.jenis_kelamin,
    membership.residence_area_code,
    '{}',
    false,
    false
from drawn
inner join register.membership on membership.load_no = 1 and drawn.member_row = membership.row_number
order by drawn.row_number
