-- The rows that no exact pass decided.
create temporary table row_undecided on commit drop as
select
    row_to_match.load_no,
    row_to_match.submission_no,
    row_to_match.judgement_no,
    row_to_match.sheet_no,
    row_to_match.row_number,
    row_to_match.nik,
    row_to_match.nik_no,
    row_to_match.kpj_no,
    row_to_match.nama,
    row_to_match.nama_ibu,
    row_to_match.tanggal_lahir,
    row_to_match.jenis_kelamin,
    row_to_match.area_code
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
