{{ roster_evidence(
    'vulnerable_active',
    of_kind='is_vulnerable',
    counted={'total': 'is_counted_vulnerable', 'funding': 'is_counted_vulnerable_funding'},
    numerator=one_if('is_active_month_end'),
    is_possibly='is_possibly_active_month_end'
) }}
