{{ evidence('arrears_recovered', [{
    'fact': 'fct_compliance',
    'where': 'recovered_rupiah is not null',
    'numerator': 'recovered_rupiah',
}]) }}
