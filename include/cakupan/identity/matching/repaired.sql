-- Rows whose NIK is one slip away from the NIK of the only candidate with the same name, birth date and sex.
create temporary table row_repaired on commit drop as
with

alike as materialized (
    select
        row_asked.row_no,
        row_asked.submission_no,
        row_asked.judgement_no,
        row_asked.sheet_no,
        row_asked.row_number,
        row_asked.load_no,
        row_asked.nik,
        row_asked.nik_no,
        candidate.person_no,
        candidate.description_no,
        candidate.oldest_no,
        lpad(candidate.nik_no::text, 16, '0') as known_nik,
        case
            when row_asked.name = candidate.name then 10
            when row_asked.name_key = candidate.name_key then 9
            else 8
        end as name_level,
        case when to_char(candidate.born_on, 'MMDD') in ('0101', '1231', '0701') then 6 else 7 end
            as date_level,
        case when row_asked.sex = candidate.sex then 1 end as sex_level,
        identity.place_level(row_asked.area_code, candidate.area_code) as place_level
    from candidate_pair
    inner join row_asked on candidate_pair.row_no = row_asked.row_no
    inner join candidate on candidate_pair.description_no = candidate.description_no
    where
        row_asked.born_on = candidate.born_on
        and coalesce(row_asked.sex = candidate.sex, true)
        and row_asked.nik is not null
        and candidate.nik_no is not null
        and (
            row_asked.name_key = candidate.name_key
            or replace(row_asked.sound, ' ', '') = replace(candidate.sound, ' ', '')
        )
),

slipped as (
    select
        alike.*,
        case
            when alike.nik_no is null and alike.nik = alike.known_nik then 'nik_letter'
            else identity.nik_slip(alike.nik, alike.known_nik)
        end as method
    from alike
),

likeliest as (
    select distinct on (slipped.row_no)
        slipped.*,
        min(slipped.oldest_no) over (partition by slipped.row_no)
        = max(slipped.oldest_no) over (partition by slipped.row_no) as is_alone
    from slipped
    where slipped.method is not null
    order by
        slipped.row_no,
        slipped.name_level desc,
        slipped.place_level desc nulls last,
        slipped.description_no
)

select
    likeliest.row_no,
    likeliest.submission_no,
    likeliest.judgement_no,
    likeliest.sheet_no,
    likeliest.row_number,
    likeliest.load_no,
    'match' as outcome,
    likeliest.method,
    likeliest.person_no,
    likeliest.name_level,
    likeliest.date_level,
    likeliest.sex_level,
    likeliest.place_level,
    case likeliest.method
        when 'nik_letter' then 8
        when
            'nik_digit'
            then case when left(likeliest.nik, 12) = left(likeliest.known_nik, 12) then 3 else 6 end
        when 'nik_transposed' then 5
        else 4
    end::smallint as nik_level
from likeliest
where likeliest.is_alone
