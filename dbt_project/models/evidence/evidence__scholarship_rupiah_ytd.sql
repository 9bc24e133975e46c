{{ evidence('scholarship_rupiah_ytd', [{
    'fact': 'fct_claims',
    'where': 'scholarship_rupiah is not null',
    'numerator': 'scholarship_rupiah',
    'by': ['total', 'programme'],
}]) }}
