{{ roster_evidence(
    'vulnerable_handed_over',
    of_kind='is_vulnerable',
    counted={'total': 'is_counted_vulnerable', 'funding': 'is_counted_vulnerable_funding'},
    numerator='1'
) }}
