{{ roster_evidence(
    'roster_coverage',
    of_kind='counts_people',
    counted={
        'total': 'is_counted_total',
        'kind': 'is_counted_kind',
        'partner': 'is_counted_partner',
        'funding': 'is_counted_funding',
    },
    numerator=one_if('is_active_month_end'),
    is_possibly='is_possibly_active_month_end',
    denominator='1'
) }}
