{{ evidence('projects_registered', [{
    'fact': 'fct_project_months',
    'where': 'is_known_in_year',
    'numerator': one_if('is_registered'),
    'denominator': '1',
    'by': ['total', {'slicing': 'funding', 'where': 'funding_code is not null'}],
}]) }}
