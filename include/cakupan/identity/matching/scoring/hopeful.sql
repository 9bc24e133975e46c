-- The rows of which some candidate may weigh enough to be told of, by what is told apart without looking into words: no pair
-- weighs more than here. What is exact here is as in the list of levels.
create or replace table hopeful as
with

asked as (
    select
        row_.row_no,
        row_.name,
        row_.name_key,
        replace(row_.sound, ' ', '') as joined,
        replace(row_.name_key, ' ', '') as sorted,
        string_split(row_.name_key, ' ') as words,
        row_.born,
        row_.sex,
        row_.area,
        row_.nik,
        row_.kpj,
        row_.mother,
        row_.has_own_nik
    from row_
),

known as (
    select
        description.description_no,
        description.name,
        description.name_key,
        replace(description.sound, ' ', '') as joined,
        replace(description.name_key, ' ', '') as sorted,
        string_split(description.name_key, ' ') as words,
        description.born,
        description.sex,
        description.area,
        description.nik,
        description.kpj,
        description.mother
    from description
),

paired as (
    select
        pair.row_no,
        asked.name as name_l,
        asked.name_key as name_key_l,
        asked.joined as joined_l,
        asked.sorted as sorted_l,
        asked.words as words_l,
        asked.born as born_l,
        asked.sex as sex_l,
        asked.area as area_l,
        asked.nik as nik_l,
        asked.kpj as kpj_l,
        asked.mother as mother_l,
        asked.has_own_nik as has_own_nik_l,
        known.name as name_r,
        known.name_key as name_key_r,
        known.joined as joined_r,
        known.sorted as sorted_r,
        known.words as words_r,
        known.born as born_r,
        known.sex as sex_r,
        known.area as area_r,
        known.nik as nik_r,
        known.kpj as kpj_r,
        known.mother as mother_r
    from pair
    inner join asked on pair.row_no = asked.row_no
    inner join known on pair.description_no = known.description_no
)

select distinct paired.row_no
from paired
where {most} >= {least}
