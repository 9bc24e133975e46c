{{ evidence('companies_committed', [{
    'fact': 'fct_commitments',
    'by': ['total', 'agreement'],
}]) }}
