{{ evidence('actions_planned', [{
    'fact': 'fct_agreement_actions',
    'by': ['total', 'agreement'],
}]) }}
