{{ population_evidence('ucj_ytd', is_counted='is_counted_year') }}
