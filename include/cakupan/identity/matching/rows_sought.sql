-- The rows that no exact pass decided, names made comparable, with the blocks they are looked for in.
create temporary table row_sought on commit drop as
with

undecided as (
    select row_to_match.*
    from row_to_match
    where not exists (
            select from row_decided
            where
                row_decided.submission_no = row_to_match.submission_no
                and row_decided.judgement_no = row_to_match.judgement_no
                and row_decided.sheet_no = row_to_match.sheet_no
                and row_decided.row_number = row_to_match.row_number
                and row_decided.load_no = row_to_match.load_no
        )
),

normal as materialized (
    select
        undecided.load_no,
        undecided.submission_no,
        undecided.judgement_no,
        undecided.sheet_no,
        undecided.row_number,
        undecided.tanggal_lahir as born_on,
        undecided.jenis_kelamin as sex,
        undecided.area_code,
        identity.nik_no(undecided.nik) as nik_no,
        identity.kpj_no(undecided.kpj) as kpj_no,
        identity.digits_of(undecided.nik) as nik,
        identity.normal_name(undecided.nama) as name,
        identity.sorted_words(identity.sound(undecided.nama_ibu)) as mother_key
    from undecided
),

heard as materialized (
    select
        normal.*,
        identity.nik_born_on(normal.nik) as nik_born_on,
        identity.nik_no(normal.nik) as read_nik_no,
        identity.heard(normal.name) as sound
    from normal
),

keyed as materialized (
    select
        heard.*,
        identity.sorted_words(heard.sound) as name_key,
        identity.skeletons(heard.sound) as word_keys,
        coalesce(heard.born_on, heard.nik_born_on) as asked_on,
        -- A NIK that says another birth date or sex than its row is somebody else's, or wrong.
        -- No serial is 0000.
        heard.nik_no is not null
        and heard.nik_born_on is not null
        and heard.nik_born_on = coalesce(heard.born_on, heard.nik_born_on)
        and coalesce(heard.sex, identity.nik_sex(heard.nik)) = identity.nik_sex(heard.nik)
        and right(heard.nik, 4) <> '0000' as has_own_nik
    from heard
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
