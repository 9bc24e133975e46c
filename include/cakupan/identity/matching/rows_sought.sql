-- The rows that no exact pass decided, names made comparable, with the blocks they are looked for in.
create temporary table row_sought on commit drop as
with

named as (
    select
        row_undecided.load_no,
        row_undecided.submission_no,
        row_undecided.judgement_no,
        row_undecided.sheet_no,
        row_undecided.row_number,
        row_undecided.tanggal_lahir as born_on,
        row_undecided.jenis_kelamin as sex,
        row_undecided.area_code,
        row_undecided.nik_no,
        row_undecided.kpj_no,
        row_undecided.is_settled,
        case
            when row_undecided.nik_no is null then identity.digits_of(row_undecided.nik)
            else row_undecided.nik
        end as nik,
        own.name,
        own.sound,
        own.name_key,
        own.word_keys,
        mother.name_key as mother_key
    from row_undecided
    left join name_sought as own on row_undecided.nama = own.nama
    left join name_sought as mother on row_undecided.nama_ibu = mother.nama
),

dated as materialized (
    select
        named.*,
        identity.nik_born_on(named.nik) as nik_born_on,
        coalesce(named.nik_no, identity.nik_no(named.nik)) as read_nik_no
    from named
),

keyed as (
    select
        dated.*,
        coalesce(dated.born_on, dated.nik_born_on) as asked_on,
        -- A NIK that says another birth date or sex than its row is somebody else's, or wrong.
        -- No serial is 0000.
        dated.nik_no is not null
        and dated.nik_born_on is not null
        and dated.nik_born_on = coalesce(dated.born_on, dated.nik_born_on)
        and coalesce(dated.sex = case when substr(dated.nik, 7, 1) >= '4' then 'P' else 'L' end, true)
        and right(dated.nik, 4) <> '0000' as has_own_nik
    from dated
)

select
    row_number() over (
        order by keyed.load_no, keyed.submission_no, keyed.judgement_no, keyed.sheet_no, keyed.row_number
    ) as row_no,
    keyed.*,
    identity.blocks(
        keyed.sound,
        keyed.name_key,
        keyed.word_keys,
        keyed.asked_on,
        keyed.sex,
        keyed.area_code,
        keyed.read_nik_no
    ) as blocks
from keyed
