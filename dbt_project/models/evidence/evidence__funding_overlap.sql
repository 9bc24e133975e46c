-- Where lists are in force and nobody is on two of them, the answer is none, not silence.
{{ evidence('funding_overlap', [
    {
        'fact': 'fct_funding_overlaps',
        'by': [{'slicing': 'total', 'where': 'is_counted_total'}, 'funding_pair'],
    },
    {'fact': 'fct_submissions', 'where': 'is_in_force', 'numerator': '0'},
]) }}
