-- A decision for each row of the block that nothing decided before.
insert into row_decided (
    submission_no, judgement_no, sheet_no, row_number, load_no, outcome, method, person_no, candidate_no,
    name_level, date_level, sex_level, place_level, nik_level, mother_level, weight, lead, model_version
)
with

best as (
    select
        row_ranked.*,
        case
            when row_ranked.weight < %(possible)s then 'no_match'
            when
                row_ranked.weight >= %(match)s
                and coalesce(row_ranked.lead >= %(lead)s, true)
                and row_ranked.vetoes is null
                then 'match'
            else 'possible'
        end as found
    from row_ranked
    where row_ranked.rank = 1
),

outcome as (
    select
        row_sought.submission_no,
        row_sought.judgement_no,
        row_sought.sheet_no,
        row_sought.row_number,
        row_sought.load_no,
        best.person_no as best_no,
        best.name_level,
        best.date_level,
        best.sex_level,
        best.place_level,
        best.nik_level,
        best.mother_level,
        best.weight,
        best.lead,
        coalesce(best.found, 'no_match') as outcome
    from row_sought
    left join best on row_sought.row_no = best.row_no
    where
        row_sought.row_no between %(first)s and %(last)s
        and not exists (
            select from row_decided
            where
                row_decided.submission_no = row_sought.submission_no
                and row_decided.judgement_no = row_sought.judgement_no
                and row_decided.sheet_no = row_sought.sheet_no
                and row_decided.row_number = row_sought.row_number
                and row_decided.load_no = row_sought.load_no
        )
)

select
    outcome.submission_no,
    outcome.judgement_no,
    outcome.sheet_no,
    outcome.row_number,
    outcome.load_no,
    outcome.outcome,
    case when outcome.outcome = 'no_match' then 'none' else 'model' end as method,
    case when outcome.outcome = 'match' then outcome.best_no end as person_no,
    case when outcome.outcome = 'possible' then outcome.best_no end as candidate_no,
    case when outcome.outcome <> 'no_match' then outcome.name_level end as name_level,
    case when outcome.outcome <> 'no_match' then outcome.date_level end as date_level,
    case when outcome.outcome <> 'no_match' then outcome.sex_level end as sex_level,
    case when outcome.outcome <> 'no_match' then outcome.place_level end as place_level,
    case when outcome.outcome <> 'no_match' then outcome.nik_level end as nik_level,
    case when outcome.outcome <> 'no_match' then outcome.mother_level end as mother_level,
    case when outcome.outcome <> 'no_match' then outcome.weight end as weight,
    case when outcome.outcome <> 'no_match' then outcome.lead end as lead,
    %(model_version)s
from outcome
