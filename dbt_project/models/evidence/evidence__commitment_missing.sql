{{ evidence('commitment_missing', [{
    'fact': 'fct_commitments',
    'numerator': 'missing_members',
    'by': ['total', 'employer', 'agreement'],
}]) }}
