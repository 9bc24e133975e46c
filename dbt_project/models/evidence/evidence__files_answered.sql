{{ evidence_by_kind(
    'files_answered',
    'fct_submissions',
    where='days_to_answer is not null'
) }}
