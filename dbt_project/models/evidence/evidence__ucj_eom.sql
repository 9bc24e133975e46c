{{ population_evidence(
    'ucj_eom',
    is_active='is_active_month_end',
    is_counted='is_counted_month_end',
    is_running='is_running_month_end'
) }}
