{{ evidence('members_in_grace', [{
    'fact': 'fct_worker_months',
    'where': '((is_in_grace and is_counted_month_end) or is_first_of_place)
        and segment_code <> ' ~ headcount_segment(),
    'area_code': 'work_regency_code',
    'numerator': one_if('is_in_grace and is_counted_month_end'),
    'by': [{'slicing': 'total'}, {'slicing': 'segment'}],
}]) }}
