{{ evidence('actions_done', [{
    'fact': 'fct_agreement_actions',
    'numerator': one_if('is_done'),
    'by': ['total', 'agreement'],
}]) }}
