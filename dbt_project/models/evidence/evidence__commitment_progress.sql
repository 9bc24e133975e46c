{{ evidence('commitment_progress', [
    {
        'fact': 'fct_commitment_members',
        'where': 'growth <> 0',
        'numerator': 'growth',
        'by': ['total', 'employer', 'agreement'],
    },
    {
        'fact': 'fct_commitments',
        'numerator': '0',
        'denominator': 'active_workers',
        'by': ['total', 'employer', 'agreement'],
    },
]) }}
