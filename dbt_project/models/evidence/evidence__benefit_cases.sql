{{ evidence('benefit_cases', [{
    'fact': 'fct_claims',
    'where': 'is_of_month',
    'numerator': 'cases',
    'by': ['total', 'programme'],
}]) }}
