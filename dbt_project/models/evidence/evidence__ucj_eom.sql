{{ population_evidence(
    'ucj_eom',
    is_active='workers.is_active_month_end',
    is_counted='persons.is_counted_month_end',
    is_running='projects.is_running_month_end'
) }}
