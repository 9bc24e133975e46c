{{ evidence('intern_days_uncovered', [{
    'fact': 'fct_intern_months',
    'where': 'days_uncovered is not null',
    'numerator': 'days_uncovered',
    'by': intern_slicings(),
}]) }}
