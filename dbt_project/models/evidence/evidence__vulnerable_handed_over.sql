{{ roster_evidence(
    'vulnerable_handed_over',
    slicings=['total', 'funding'],
    numerator='1',
    of_kind='kinds.is_vulnerable'
) }}
