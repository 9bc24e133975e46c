{{ evidence('scholarship_children_ytd', [{
    'fact': 'fct_claims',
    'where': 'scholarship_children is not null',
    'numerator': 'scholarship_children',
    'by': ['total', 'programme'],
}]) }}
