-- Loads that nobody was numbered for, in the order recorded, and what they bring that changes who people are.
with

waiting as materialized (
    -- Whether a load has members is asked of the index: by the least number from its own on.
    select
        load.load_no,
        load.recorded_at,
        load.kind,
        coalesce((
            select min(membership.load_no) from register.membership
            where membership.load_no >= load.load_no
        ) = load.load_no, false) as has_members
    from control.load
    left join identity.resolved_load on load.load_no = resolved_load.load_no
    where resolved_load.load_no is null
)

select
    waiting.load_no,
    waiting.recorded_at,
    waiting.has_members,
    waiting.kind = 'decision' as has_rulings,
    waiting.has_members or waiting.kind = 'model' as looks_again,
    waiting.has_members or waiting.kind in ('decision', 'model') as opens
from waiting
order by waiting.recorded_at, waiting.load_no
