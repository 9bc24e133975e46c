{{ roster_evidence(
    'vulnerable_registered',
    of_kind='is_vulnerable',
    counted={'total': 'is_counted_vulnerable', 'funding': 'is_counted_vulnerable_funding'},
    numerator=one_if('is_registered'),
    is_possibly='is_possibly_registered'
) }}
