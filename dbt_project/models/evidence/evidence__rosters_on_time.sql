{{ evidence_by_kind(
    'rosters_on_time',
    'fct_obligations',
    numerator=one_if('is_on_time')
) }}
