{{ evidence('rows_quarantined', [
    {'fact': 'fct_sheets', 'numerator': 'quarantined', 'by': ['total', 'kind']},
    {'fact': 'fct_quarantined_rows', 'where': 'is_of_period', 'by': ['cause']},
]) }}
