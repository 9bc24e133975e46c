{{ evidence('employers_in_arrears', [{
    'fact': 'fct_compliance',
    'numerator': one_if('is_in_arrears'),
    'by': ['total', {'slicing': 'arrears_age', 'where': 'arrears_age_code is not null'}],
}]) }}
