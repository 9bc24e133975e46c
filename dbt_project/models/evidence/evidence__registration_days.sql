{{ evidence('registration_days', [{
    'fact': 'fct_roster_months',
    'where': 'counts_people and days_to_register is not null',
    'numerator': 'days_to_register',
    'by': [
        {'slicing': 'total', 'where': 'is_counted_total'},
        {'slicing': 'kind', 'where': 'is_counted_kind'},
        {'slicing': 'partner', 'where': 'is_counted_partner'},
    ],
}]) }}
