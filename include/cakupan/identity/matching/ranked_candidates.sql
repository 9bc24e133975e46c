-- The candidates of the rows that are possible only.
insert into row_candidate (
    submission_no, judgement_no, sheet_no, row_number, load_no, rank, person_no, weight,
    name_level, date_level, sex_level, place_level, nik_level, mother_level
)
select
    row_found.submission_no,
    row_found.judgement_no,
    row_found.sheet_no,
    row_found.row_number,
    row_found.load_no,
    row_ranked.rank,
    row_ranked.person_no,
    row_ranked.weight,
    row_ranked.name_level,
    row_ranked.date_level,
    row_ranked.sex_level,
    row_ranked.place_level,
    row_ranked.nik_level,
    row_ranked.mother_level
from row_found
inner join row_ranked on row_found.row_no = row_ranked.row_no
where row_found.outcome = 'possible'
