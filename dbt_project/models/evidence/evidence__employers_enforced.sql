{{ evidence('employers_enforced', [{
    'fact': 'fct_compliance',
    'numerator': one_if('enforcement_code is not null'),
    'by': ['total', {'slicing': 'enforcement', 'where': 'enforcement_code is not null'}],
}]) }}
