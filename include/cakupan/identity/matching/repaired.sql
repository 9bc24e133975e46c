-- Rows whose NIK is one slip away from the NIK of the only candidate with the same name, birth date and sex.
insert into row_decided (
    submission_no, judgement_no, sheet_no, row_number, load_no, outcome, method, person_no,
    name_level, date_level, sex_level, place_level, nik_level
)
with

alike as materialized (
    select
        row_sought.*,
        description.person_no,
        description.description_no,
        coalesce(merged_person.oldest_person_no, description.person_no) as oldest_no,
        lpad(description.nik_no::text, 16, '0') as known_nik,
        case
            when row_sought.name = description.name then 10
            when row_sought.name_key = description.name_key then 9
            else 8
        end as name_level,
        case when to_char(description.born_on, 'MMDD') in ('0101', '1231', '0701') then 6 else 7 end
            as date_level,
        case when row_sought.sex = description.sex then 1 end as sex_level,
        identity.place_level(row_sought.area_code, description.area_code) as place_level
    from candidate_pair
    inner join row_sought on candidate_pair.row_no = row_sought.row_no
    inner join identity.description on candidate_pair.description_no = description.description_no
    left join merged_person on description.person_no = merged_person.person_no
    where
        row_sought.born_on = description.born_on
        and coalesce(row_sought.sex = description.sex, true)
        and description.nik_no is not null
        and (
            row_sought.name_key = description.name_key
            or replace(row_sought.sound, ' ', '') = replace(description.sound, ' ', '')
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
    end as nik_level
from likeliest
where likeliest.is_alone
