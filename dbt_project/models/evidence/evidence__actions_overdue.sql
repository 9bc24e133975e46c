{{ evidence('actions_overdue', [{
    'fact': 'fct_agreement_actions',
    'numerator': one_if('is_overdue'),
    'by': ['total', 'agreement'],
}]) }}
