{{ evidence('village_groups', [{
    'fact': 'fct_roster_months',
    'where': 'is_counted_village_group',
    'numerator': one_if('is_active_month_end'),
    'denominator': '1',
    'by': ['village_group'],
}]) }}
