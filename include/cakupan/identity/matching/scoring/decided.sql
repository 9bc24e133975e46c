-- The candidates of each row, a person once, best first, of scored pairs in DuckDB. The lead is over the best of whom the register
-- does not say the very same: a member who is entered twice, the second time without a NIK or with a slip in it, is no rival of himself.
create or replace table ranked as
with

flagged as (
    select
        scored.*,
        {supported} as supported
    from scored
    -- Whoever shares a number or a village and neither name nor birth date is nobody to ask about.
    where coalesce(scored.name_level, 0) > 0 or coalesce(scored.date_level, 0) between 4 and 7
),

of_person as (
    select flagged.*
    from flagged
    qualify row_number() over (
        partition by flagged.row_no, flagged.oldest_no
        order by flagged.weight desc, flagged.are_siblings, flagged.description_no
    ) = 1
),

placed as (
    select
        of_person.*,
        row_number() over by_weight as rank,
        first(of_person.statement) over by_weight as best_statement,
        first(of_person.known_nik) over by_weight as best_nik
    from of_person
    window by_weight as (
        partition by of_person.row_no
        order by of_person.weight desc, of_person.are_siblings, of_person.oldest_no
        rows between unbounded preceding and unbounded following
    )
),

rival as (
    select
        placed.row_no,
        max(placed.weight) as weight
    from placed
    where
        placed.rank > 1
        and not (
            placed.statement = placed.best_statement
            and coalesce(
                hamming(placed.known_nik, placed.best_nik) <= 2
                and substr(placed.known_nik, 1, 12) <> substr(placed.best_nik, 1, 12),
                true
            )
        )
    group by placed.row_no
),

led as (
    select
        placed.*,
        case when placed.rank = 1 then placed.weight - rival.weight end as lead
    from placed
    left join rival on placed.row_no = rival.row_no
)

select
    led.*,
    {vetoes} as vetoes
from led
