{{ evidence('arrears_rupiah', [{
    'fact': 'fct_compliance',
    'numerator': 'arrears_rupiah',
    'by': ['total', {'slicing': 'arrears_age', 'where': 'arrears_age_code is not null'}],
}]) }}
