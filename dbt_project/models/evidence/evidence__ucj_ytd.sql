{{ population_evidence(
    'ucj_ytd',
    is_active='true',
    is_counted='is_counted_year',
    is_running='true'
) }}
