{{ population_evidence(
    'ucj_ytd',
    is_active='is_active_year',
    is_counted='is_counted_year',
    is_running='is_of_year'
) }}
