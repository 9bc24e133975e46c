-- The rows to decide about: those of the lists that are nobody of the register yet.
-- A birth date or sex that intake took from the NIK says nothing beside the NIK, and is left out.
create temporary table row_to_match on commit drop as
select
    list_to_match.load_no,
    list_to_match.submission_no,
    list_to_match.judgement_no,
    listed.sheet_no,
    listed.row_number,
    list_to_match.period,
    list_to_match.partner_no,
    list_to_match.roster_kind,
    listed.verdict,
    listed.nik,
    listed.kpj,
    identity.nik_no(listed.nik) as nik_no,
    identity.kpj_no(listed.kpj) as kpj_no,
    listed.nama,
    case when not coalesce(listed.is_birth_from_nik, false) then listed.tanggal_lahir end
        as tanggal_lahir,
    case when not coalesce(listed.is_sex_from_nik, false) then listed.jenis_kelamin end
        as jenis_kelamin,
    listed.area_code,
    listed.attributes ->> 'nama_ibu_kandung' as nama_ibu
from list_to_match
cross join
    lateral (
        select roster_row.* from intake.roster_row
        where
            roster_row.period = list_to_match.period
            and roster_row.submission_no = list_to_match.submission_no
            and roster_row.judgement_no = list_to_match.judgement_no
        order by roster_row.judgement_no
        offset 0
    ) as listed
left join decided_before
    on
        list_to_match.submission_no = decided_before.submission_no
        and list_to_match.judgement_no = decided_before.judgement_no
        and listed.sheet_no = decided_before.sheet_no
        and listed.row_number = decided_before.row_number
where
    listed.verdict in ('accepted', 'quarantined')
    and (%(is_ruling)s or decided_before.outcome is null or decided_before.outcome <> 'match')
