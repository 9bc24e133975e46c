{{ evidence_by_kind(
    'rows_received',
    'fct_sheets',
    numerator='received'
) }}
