select
    nik,
    work_area_code as area_code,
    cast(active_from as date) as active_from,
    case
        when segment_code = 'PU' then cast(nullif(active_to, '') as date)
        else least(
            cast(nullif(active_to, '') as date),
            cast(cast(paid_through as date) + interval '1 day' + interval '3 months' - interval '1 day' as date)
        )
    end as covered_until
from {{ received('members', ',') }}
