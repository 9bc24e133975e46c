{{ intern_evidence(
    'intern_coverage',
    numerator=one_if('is_active_month_end'),
    is_possibly='is_possibly_active_month_end',
    denominator='1',
    by_programme=true
) }}
