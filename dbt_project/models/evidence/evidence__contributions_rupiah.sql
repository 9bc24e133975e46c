{{ evidence('contributions_rupiah', [{
    'fact': 'fct_contributions',
    'where': 'is_of_month',
    'numerator': 'rupiah',
    'by': ['total', 'programme', {'slicing': 'segment', 'where': "segment_code <> 'TOTAL'"}],
}]) }}
