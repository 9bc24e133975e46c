{{ evidence_by_kind(
    'rosters_due',
    'fct_obligations'
) }}
