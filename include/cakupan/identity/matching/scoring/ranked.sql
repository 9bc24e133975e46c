-- The first three candidates of each row, as the warehouse takes them.
select
    row_no,
    cast(rank as smallint) as rank,
    person_no,
    weight,
    lead,
    name_level,
    date_level,
    sex_level,
    place_level,
    nik_level,
    mother_level,
    case when len(vetoes) > 0 then array_to_string(vetoes, ',') end as vetoes
from ranked
where rank <= 3
order by row_no, rank
