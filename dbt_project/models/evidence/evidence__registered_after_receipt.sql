{{ evidence('registered_after_receipt', [{
    'fact': 'fct_roster_months',
    'where': 'counts_people and days_to_register is not null',
    'numerator': '1',
    'by': [
        {'slicing': 'total', 'where': 'is_counted_total'},
        {'slicing': 'kind', 'where': 'is_counted_kind'},
        {'slicing': 'partner', 'where': 'is_counted_partner'},
    ],
}]) }}
