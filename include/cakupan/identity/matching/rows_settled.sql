-- What rows of the same lists, this month's and the one before, said of people when nobody in question could
-- have been them, and since when that is known: under this model and this code.
insert into row_settled (
    nik, kpj, nama, tanggal_lahir, jenis_kelamin, area_code, nama_ibu, settled_at, content_hash
)
with

list_before as (
    select distinct
        submission.submission_no,
        submission.period
    from list_to_match
    inner join intake.submission
        on
            list_to_match.partner_no = submission.partner_no
            and list_to_match.roster_kind = submission.roster_kind
            and list_to_match.submission_no >= submission.submission_no
    where
        submission.period in (
            list_to_match.period,
            to_char(to_date(list_to_match.period, 'YYYY-MM') - interval '1 month', 'YYYY-MM')
        )
),

newest as (
    -- Of each list by the index, whatever else was decided.
    select distinct on (made.submission_no, made.judgement_no, made.sheet_no, made.row_number)
        made.submission_no,
        made.judgement_no,
        made.sheet_no,
        made.row_number,
        made.method,
        made.outcome,
        made.model_version,
        load.recorded_at,
        load.code_version
    from list_before
    cross join
        lateral (
            select decision.* from identity.decision
            where decision.submission_no = list_before.submission_no
            order by decision.submission_no
            offset 0
        ) as made
    inner join control.load on made.load_no = load.load_no
    order by
        made.submission_no,
        made.judgement_no,
        made.sheet_no,
        made.row_number,
        load.recorded_at desc,
        made.load_no desc
),

listed as (
    select one.*
    from list_before
    cross join
        lateral (
            select roster_row.* from intake.roster_row
            where
                roster_row.period = list_before.period
                and roster_row.submission_no = list_before.submission_no
            order by roster_row.submission_no
            offset 0
        ) as one
)

select
    said.nik,
    said.kpj,
    said.nama,
    said.tanggal_lahir,
    said.jenis_kelamin,
    said.area_code,
    said.nama_ibu,
    min(newest.recorded_at) as settled_at,
    hash_record_extended(
        row(
            said.nik, said.kpj, said.nama, said.tanggal_lahir, said.jenis_kelamin, said.area_code,
            said.nama_ibu
        ), 0
    ) as content_hash
from newest
inner join listed
    on
        newest.submission_no = listed.submission_no
        and newest.judgement_no = listed.judgement_no
        and newest.sheet_no = listed.sheet_no
        and newest.row_number = listed.row_number
cross join
    lateral (
        select
            listed.nik,
            listed.kpj,
            listed.nama,
            case when not coalesce(listed.is_birth_from_nik, false) then listed.tanggal_lahir end
                as tanggal_lahir,
            case when not coalesce(listed.is_sex_from_nik, false) then listed.jenis_kelamin end
                as jenis_kelamin,
            listed.area_code,
            listed.attributes ->> 'nama_ibu_kandung' as nama_ibu
    ) as said
where
    newest.outcome = 'no_match'
    and newest.method = 'none'
    and newest.model_version = %(model_version)s
    and newest.code_version = %(code_version)s
group by
    said.nik, said.kpj, said.nama, said.tanggal_lahir, said.jenis_kelamin, said.area_code, said.nama_ibu
