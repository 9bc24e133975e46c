{{ evidence('target_ucj', [{
    'fact': 'fct_targets',
    'where': "target_code = 'target_ucj'",
    'numerator': 'hundredths',
    'denominator': '10000',
    'rolls_up': 'false',
}]) }}
