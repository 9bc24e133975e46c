{{ roster_evidence(
    'vulnerable_active',
    slicings=['total', 'funding'],
    numerator='is_active_month_end::integer',
    of_kind='kinds.is_vulnerable'
) }}
