{{ evidence_by_kind(
    'rows_duplicate',
    'fct_sheets',
    numerator='duplicates'
) }}
