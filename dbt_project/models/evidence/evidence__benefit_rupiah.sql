{{ evidence('benefit_rupiah', [{
    'fact': 'fct_claims',
    'where': 'is_of_month',
    'numerator': 'rupiah',
    'by': ['total', 'programme'],
}]) }}
