{{ evidence('contributions_rupiah_ytd', [{
    'fact': 'fct_contributions',
    'numerator': 'rupiah',
    'by': ['total', 'programme', {'slicing': 'segment', 'where': "segment_code <> 'TOTAL'"}],
}]) }}
