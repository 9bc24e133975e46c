{{ evidence_by_kind(
    'days_late',
    'fct_obligations',
    numerator='days_late'
) }}
