-- The newest ruling on each row of a partner recorded by an instant, with one row it was made about; where a
-- month is named, of rows that its lists in force state. Who a forgotten person was ruled to be is no ruling.
with

ruled as (
    select distinct on (ruling.partner_no, ruling.row_digest)
        ruling.*,
        load.recorded_at as decided_at
    from identity.ruling
    inner join control.load on ruling.load_no = load.load_no
    where load.recorded_at <= %(as_of)s and ruling.guard_digest is not null
    order by ruling.partner_no, ruling.row_digest, load.recorded_at desc, ruling.ruling_no desc
),

stated as (
    select distinct
        in_force.partner_no,
        pg_temp.row_digest(
            listed.nik,
            listed.kpj,
            listed.nama,
            case when not coalesce(listed.is_birth_from_nik, false) then listed.tanggal_lahir end,
            case when not coalesce(listed.is_sex_from_nik, false) then listed.jenis_kelamin end
        ) as row_digest
    from intake.in_force(%(as_of)s, %(period)s) as in_force
    inner join intake.roster_row as listed
        on
            in_force.period = listed.period
            and in_force.submission_no = listed.submission_no
            and in_force.judgement_no = listed.judgement_no
    where in_force.partner_no in (select ruled.partner_no from ruled)
)

select
    ruled.ruling_no,
    ruled.outcome,
    ruled.person_no,
    ruled.decided_by,
    ruled.reason,
    ruled.decided_at,
    noted.subject as row_id,
    ruled.guard_digest,
    coalesce(ruled.person_no, (noted.details ->> 'candidate_no')::bigint) as guarded_no,
    coalesce(identity.nik_no(listed.nik), identity.kpj_no(listed.kpj)) as own_key_no
from ruled
inner join control.action as noted
    on
        noted.action = 'ruling'
        and ruled.load_no = noted.load_no
        and ruled.ruling_no = (noted.details ->> 'ruling_no')::bigint
inner join intake.submission on split_part(noted.subject, '/', 1) = submission.submission_id
left join intake.judgement_at(%(as_of)s) as judged on submission.submission_no = judged.submission_no
left join intake.roster_row as listed
    on
        submission.period = listed.period
        and judged.submission_no = listed.submission_no
        and judged.judgement_no = listed.judgement_no
        and split_part(noted.subject, '/', 2)::integer = listed.sheet_no
        and split_part(noted.subject, '/', 3)::integer = listed.row_number
where
    %(period)s::text is null
    or (ruled.partner_no, ruled.row_digest) in (
        select
            stated.partner_no,
            stated.row_digest
        from stated
    )
order by ruled.partner_no, ruled.row_digest
