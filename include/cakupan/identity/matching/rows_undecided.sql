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
    row_to_match.area_code,
    -- Of rows that say the same the same is found.
    row_settled.content_hash is not null as is_settled
from row_to_match
left join row_settled
    on
        row_settled.content_hash = hash_record_extended(
            row(
                row_to_match.nik, row_to_match.kpj, row_to_match.nama, row_to_match.tanggal_lahir,
                row_to_match.jenis_kelamin, row_to_match.area_code, row_to_match.nama_ibu
            ), 0
        )
        and (
            row_settled.nik, row_settled.kpj, row_settled.nama, row_settled.tanggal_lahir,
            row_settled.jenis_kelamin, row_settled.area_code, row_settled.nama_ibu
        ) is not distinct from (
            row_to_match.nik, row_to_match.kpj, row_to_match.nama, row_to_match.tanggal_lahir,
            row_to_match.jenis_kelamin, row_to_match.area_code, row_to_match.nama_ibu
        )
where not exists (
        select from row_decided
        where
            row_decided.submission_no = row_to_match.submission_no
            and row_decided.judgement_no = row_to_match.judgement_no
            and row_decided.sheet_no = row_to_match.sheet_no
            and row_decided.row_number = row_to_match.row_number
            and row_decided.load_no = row_to_match.load_no
    )
