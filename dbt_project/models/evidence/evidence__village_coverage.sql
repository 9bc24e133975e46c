{{ evidence('village_coverage', [
    {
        'fact': 'fct_worker_months',
        'where': 'is_counted_village',
        'area_code': 'residence_area_code',
    },
    workforce('village_coverage', "area_level = 'village'", ['total']),
]) }}
