{{ evidence('benefit_cases_ytd', [{
    'fact': 'fct_claims',
    'numerator': 'cases',
    'by': ['total', 'programme'],
}]) }}
