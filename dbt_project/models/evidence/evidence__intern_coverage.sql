{{ roster_evidence(
    'intern_coverage',
    slicings=['total', 'host', 'programme'],
    numerator='is_active_month_end::integer',
    denominator='1',
    people='int_interns__running',
    of_kind='kinds.is_internship'
) }}
