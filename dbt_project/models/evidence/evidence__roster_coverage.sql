{{ roster_evidence(
    'roster_coverage',
    slicings=['total', 'kind', 'partner', 'funding'],
    numerator='is_active_month_end::integer',
    denominator='1'
) }}
