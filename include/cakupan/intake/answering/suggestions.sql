-- What looks wrong about rows that are, or may be, somebody of the register, by the newest decision on each.
-- Of the person nothing is answered but which field differs, and how. What was decided of rows that were
-- judged again since says nothing of those that stand there now.
with

wanted as (
    select list.*
    from
        unnest(
            %(periods)s::text[], %(submission_nos)s::bigint[], %(judgement_nos)s::integer[]
        ) as list (period, submission_no, judgement_no)
),

oldest as materialized (
    select older.*
    from identity.oldest_at('infinity') as older
),

decided as (
    select distinct on (
        decision.submission_no, decision.judgement_no, decision.sheet_no, decision.row_number
    )
        decision.*,
        wanted.period
    from wanted
    inner join identity.decision
        on
            wanted.submission_no = decision.submission_no
            and wanted.judgement_no = decision.judgement_no
    inner join control.load on decision.load_no = load.load_no
    inner join intake.judgement
        on
            decision.submission_no = judgement.submission_no
            and decision.judgement_no = judgement.judgement_no
    inner join control.load as judging on judgement.load_no = judging.load_no
    where (load.recorded_at, load.load_no) >= (judging.recorded_at, judging.load_no)
    order by
        decision.submission_no,
        decision.judgement_no,
        decision.sheet_no,
        decision.row_number,
        load.recorded_at desc,
        decision.load_no desc
),

listed as (
    select
        decided.*,
        listed.verdict,
        listed.nik,
        identity.nik_no(listed.nik) as nik_no
    from decided
    inner join intake.roster_row as listed
        on
            decided.period = listed.period
            and decided.submission_no = listed.submission_no
            and decided.judgement_no = listed.judgement_no
            and decided.sheet_no = listed.sheet_no
            and decided.row_number = listed.row_number
    where decided.method not in ('nik', 'kpj', 'ruling')
),

merged as materialized (
    select
        older.person_no,
        older.oldest_person_no
    from oldest as older
    union
    select
        older.oldest_person_no as person_no,
        older.oldest_person_no
    from oldest as older
),

family as materialized (
    -- Numbers that were merged, of which the register describes one.
    select distinct merged.person_no
    from merged as told_of
    inner join identity.description on told_of.person_no = description.person_no
    inner join merged on told_of.oldest_person_no = merged.oldest_person_no
),

owned as (
    -- Whose NIK it is that the row states, where it is a member's.
    select
        listed.*,
        case
            when
                family.person_no is not null
                or exists (
                    select from identity.description
                    where description.person_no = person_key.person_no
                )
                then coalesce(oldest_owner.oldest_person_no, person_key.person_no)
        end as owner_no,
        coalesce(oldest_person.oldest_person_no, listed.person_no, listed.candidate_no) as found_no
    from listed
    left join identity.person_key on listed.nik_no = person_key.key_no
    left join family on person_key.person_no = family.person_no
    left join oldest as oldest_owner on person_key.person_no = oldest_owner.person_no
    left join oldest as oldest_person
        on coalesce(listed.person_no, listed.candidate_no) = oldest_person.person_no
),

told as (
    select
        owned.*,
        case
            when owned.method = 'nik_letter' then 'SARAN_NIK_HURUF'
            when
                owned.owner_no is not null
                and (
                    owned.outcome = 'no_match'
                    or owned.owner_no <> owned.found_no
                    or (owned.nik_level = 8 and coalesce(owned.name_level, 0) <= 3)
                )
                then 'SARAN_NIK_ORANG_LAIN'
            when owned.outcome = 'no_match' then null
            when owned.nik_level in (3, 6) then 'SARAN_NIK_SATU_ANGKA'
            when owned.nik_level = 5 then 'SARAN_NIK_TERTUKAR'
            when owned.nik_level = 4 then 'SARAN_NIK_TERPOTONG'
            when owned.nik_level = 2 then 'SARAN_NIK_DUA_ANGKA'
            when owned.nik_level in (7, 8) and owned.name_level < 8 then 'SARAN_NAMA'
            when owned.nik_level in (7, 8) and owned.date_level not in (6, 7) then 'SARAN_TANGGAL_LAHIR'
            when owned.nik_level in (7, 8) and owned.sex_level = 0 then 'SARAN_JENIS_KELAMIN'
            when owned.nik_level in (7, 8) then null
            when owned.nik is null then 'SARAN_NIK_TIDAK_ADA'
            else 'SARAN_NIK_BEDA'
        end as code
    from owned
)

select
    told.submission_no,
    told.sheet_no,
    told.row_number,
    told.code,
    told.outcome <> 'possible' as is_likely
from told
where told.code is not null
order by told.submission_no, told.sheet_no, told.row_number
limit %(most)s
