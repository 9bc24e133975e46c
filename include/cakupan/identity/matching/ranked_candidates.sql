-- The candidates of the rows that are possible only.
insert into row_candidate (
    submission_no, judgement_no, sheet_no, row_number, load_no, rank, person_no, weight,
    name_level, date_level, sex_level, place_level, nik_level, mother_level
)
select
    row_sought.submission_no,
    row_sought.judgement_no,
    row_sought.sheet_no,
    row_sought.row_number,
    row_sought.load_no,
    row_ranked.rank,
    row_ranked.person_no,
    row_ranked.weight,
    row_ranked.name_level,
    row_ranked.date_level,
    row_ranked.sex_level,
    row_ranked.place_level,
    row_ranked.nik_level,
    row_ranked.mother_level
from row_ranked
inner join row_sought on row_ranked.row_no = row_sought.row_no
inner join row_decided
    on
        row_sought.submission_no = row_decided.submission_no
        and row_sought.judgement_no = row_decided.judgement_no
        and row_sought.sheet_no = row_decided.sheet_no
        and row_sought.row_number = row_decided.row_number
        and row_sought.load_no = row_decided.load_no
where row_decided.outcome = 'possible'
