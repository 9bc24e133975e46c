{{ evidence_by_kind(
    'answer_days',
    'fct_submissions',
    where='days_to_answer is not null',
    numerator='days_to_answer'
) }}
