{{ roster_evidence(
    'interns_running',
    slicings=['total', 'host'],
    numerator='1',
    people='int_interns__running',
    of_kind='kinds.is_internship'
) }}
