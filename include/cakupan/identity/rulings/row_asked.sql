-- The row that is ruled on, as its list is judged now, with its newest decision.
select
    submission.partner_no,
    submission.period,
    submission.roster_kind,
    latest.judgement_no,
    roster_row.verdict,
    roster_row.nik is null and roster_row.kpj is null and roster_row.nama is null as is_emptied,
    pg_temp.row_digest(
        roster_row.nik,
        roster_row.kpj,
        roster_row.nama,
        case when not coalesce(roster_row.is_birth_from_nik, false) then roster_row.tanggal_lahir end,
        case when not coalesce(roster_row.is_sex_from_nik, false) then roster_row.jenis_kelamin end
    ) as row_digest,
    coalesce(identity.nik_no(roster_row.nik), identity.kpj_no(roster_row.kpj)) as own_key_no,
    decided.outcome,
    decided.method,
    decided.person_no,
    decided.candidate_no,
    decided.name_level,
    decided.date_level,
    decided.sex_level,
    decided.place_level,
    decided.nik_level,
    decided.mother_level,
    decided.weight,
    decided.lead,
    decided.model_version,
    decided.load_no as decided_load_no
from intake.submission
inner join intake.latest_judgement as latest on submission.submission_no = latest.submission_no
inner join intake.roster_row
    on
        submission.period = roster_row.period
        and submission.submission_no = roster_row.submission_no
        and latest.judgement_no = roster_row.judgement_no
left join
    lateral (
        select decision.*
        from identity.decision
        inner join control.load on decision.load_no = load.load_no
        where
            decision.submission_no = submission.submission_no
            and decision.judgement_no = latest.judgement_no
            and decision.sheet_no = roster_row.sheet_no
            and decision.row_number = roster_row.row_number
        order by load.recorded_at desc, decision.load_no desc
        limit 1
    ) as decided
    on true
where
    submission.submission_id = %(submission_id)s
    and roster_row.sheet_no = %(sheet_no)s
    and roster_row.row_number = %(row_number)s
