{{ evidence('interns_from_first_day', [{
    'fact': 'fct_intern_months',
    'numerator': one_if('is_covered_from_first_day'),
    'denominator': '1',
    'by': intern_slicings(),
}]) }}
