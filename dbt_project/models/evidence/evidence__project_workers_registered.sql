{{ evidence('project_workers_registered', [{
    'fact': 'fct_project_months',
    'where': 'is_known_in_year',
    'numerator': 'case when is_registered then workers else 0 end',
    'denominator': 'workers',
    'by': ['total', {'slicing': 'funding', 'where': 'funding_code is not null'}],
}]) }}
