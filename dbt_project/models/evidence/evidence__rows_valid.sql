{{ evidence_by_kind(
    'rows_valid',
    'fct_sheets',
    where='received > 0',
    numerator='accepted',
    denominator='received'
) }}
