{{ evidence_by_kind(
    'rosters_received',
    'fct_obligations',
    numerator=one_if('is_received')
) }}
