-- A decision for each row asked that no repair decided.
create temporary table row_found on commit drop as
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
        row_asked.row_no,
        row_asked.submission_no,
        row_asked.judgement_no,
        row_asked.sheet_no,
        row_asked.row_number,
        row_asked.load_no,
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
    from row_asked
    left join best on row_asked.row_no = best.row_no
    where row_asked.row_no not in (select row_repaired.row_no from row_repaired)
)

select
    outcome.row_no,
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
    %(model_version)s::text as model_version
from outcome
