-- Rows whose NIK, else KPJ, is a person's, and whose name, birth date and sex agree with the register.
-- A name as in the register needs no making comparable; a row whose two keys are two persons' is left.
insert into row_decided (
    submission_no, judgement_no, sheet_no, row_number, load_no, outcome, method, person_no,
    name_level, date_level, sex_level, place_level, nik_level
)
with

found as (
    select
        row_to_match.*,
        nik_key.person_no as nik_person_no,
        kpj_key.person_no as kpj_person_no
    from row_to_match
    left join identity.person_key as nik_key on row_to_match.nik_no = nik_key.key_no
    left join identity.person_key as kpj_key on row_to_match.kpj_no = kpj_key.key_no
    where
        row_to_match.nama is not null
        and (
            nik_key.person_no is not null
            or (row_to_match.nik_no is null and kpj_key.person_no is not null)
        )
),

single as (
    select
        found.*,
        coalesce(found.nik_person_no, found.kpj_person_no) as found_no,
        coalesce(of_nik.oldest_person_no, of_kpj.oldest_person_no) as oldest_no
    from found
    left join merged_person as of_nik on found.nik_person_no = of_nik.person_no
    left join merged_person as of_kpj on found.kpj_person_no = of_kpj.person_no
    where
        found.nik_person_no is null
        or found.kpj_person_no is null
        or coalesce(of_nik.oldest_person_no, found.nik_person_no)
        = coalesce(of_kpj.oldest_person_no, found.kpj_person_no)
),

described as (
    select
        single.submission_no,
        single.judgement_no,
        single.sheet_no,
        single.row_number,
        single.load_no,
        single.found_no,
        single.nik_person_no,
        single.nama,
        single.tanggal_lahir,
        single.jenis_kelamin,
        single.area_code as row_area_code,
        description.name,
        description.sound,
        description.name_key,
        description.word_keys,
        description.born_on,
        description.sex,
        description.area_code
    from single
    left join merged_person as called on single.oldest_no = called.oldest_person_no
    inner join identity.description on coalesce(called.person_no, single.found_no) = description.person_no
    where
        coalesce(single.tanggal_lahir = description.born_on, true)
        and coalesce(single.jenis_kelamin = description.sex, true)
        and description.name is not null
),

levelled as materialized (
    -- The level is asked of once, and what is sorted is narrow.
    select
        described.submission_no,
        described.judgement_no,
        described.sheet_no,
        described.row_number,
        described.load_no,
        described.found_no,
        described.nik_person_no is null as is_by_kpj,
        case
            when upper(described.nama) = described.name then 10
            else identity.exact_name_level(
                    identity.normal_name(described.nama),
                    described.name,
                    described.sound,
                    described.name_key,
                    described.word_keys
                )
        end as name_level,
        described.tanggal_lahir = described.born_on as is_same_date,
        case when described.jenis_kelamin = described.sex then 1 end as sex_level,
        identity.place_level(described.row_area_code, described.area_code) as place_level
    from described
)

select distinct on (
    levelled.load_no, levelled.submission_no, levelled.judgement_no, levelled.sheet_no, levelled.row_number
)
    levelled.submission_no,
    levelled.judgement_no,
    levelled.sheet_no,
    levelled.row_number,
    levelled.load_no,
    'match' as outcome,
    case when levelled.is_by_kpj then 'kpj' else 'nik' end as method,
    levelled.found_no,
    levelled.name_level,
    case when levelled.is_same_date then 7 end as date_level,
    levelled.sex_level,
    levelled.place_level,
    case when levelled.is_by_kpj then 7 else 8 end as nik_level
from levelled
where levelled.name_level >= 6
order by
    levelled.load_no,
    levelled.submission_no,
    levelled.judgement_no,
    levelled.sheet_no,
    levelled.row_number,
    levelled.name_level desc,
    levelled.is_same_date desc nulls last,
    levelled.place_level desc nulls last
