-- What Splink found, as levels by their own numbers and a weight to 0,01 bit, beside what the row and the person are.
create or replace table scored as
with

found as (
    select
        unique_id_l as row_no,
        unique_id_r as description_no,
        {levels},
        cast(round({weight}, 2) as decimal(9, 2)) as weight
    from {predicted}
)

select
    found.*,
    description.person_no,
    description.oldest_no,
    description.name_key || coalesce(description.born, '') || coalesce(description.area, '') as statement,
    description.nik as known_nik,
    description.nik_fits as known_nik_fits,
    row_.has_own_nik,
    row_.nik as own_nik,
    coalesce(
        are_siblings(row_.name_key, description.name_key, replace(row_.sound, ' ', ''), replace(description.sound, ' ', '')),
        false
    ) as are_siblings
from found
inner join row_ on found.row_no = row_.row_no
inner join description on found.description_no = description.description_no;
