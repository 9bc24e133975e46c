{{ evidence('target_ucj', [{
    'fact': 'fct_targets',
    'numerator': 'hundredths',
    'denominator': '10000',
    'rolls_up': 'false',
}]) }}
