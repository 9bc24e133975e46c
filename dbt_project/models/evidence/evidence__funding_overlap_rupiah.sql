-- Where lists are in force and nobody is on two of them, the amount is none, not silence.
{{ evidence('funding_overlap_rupiah', [
    {
        'fact': 'fct_funding_overlaps',
        'by': [
            {
                'slicing': 'total',
                'where': 'is_counted_total',
                'numerator': 'rupiah_of_person',
            },
            {'slicing': 'funding_pair', 'numerator': 'rupiah'},
        ],
    },
    {'fact': 'fct_submissions', 'where': 'is_in_force', 'numerator': '0'},
]) }}
