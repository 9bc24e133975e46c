{{ roster_evidence(
    'vulnerable_registered',
    slicings=['total', 'funding'],
    numerator='is_registered::integer',
    of_kind='kinds.is_vulnerable'
) }}
