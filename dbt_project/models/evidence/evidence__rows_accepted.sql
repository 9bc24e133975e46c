{{ evidence_by_kind(
    'rows_accepted',
    'fct_sheets',
    numerator='accepted'
) }}
