{{ evidence('companies_reached', [{
    'fact': 'fct_commitments',
    'numerator': one_if('has_reached'),
    'by': ['total', 'agreement'],
}]) }}
