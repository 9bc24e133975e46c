{{ evidence('benefit_rupiah_ytd', [{
    'fact': 'fct_claims',
    'numerator': 'rupiah',
    'by': ['total', 'programme'],
}]) }}
