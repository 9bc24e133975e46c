{{ evidence('villages_complete', [
    {'fact': 'fct_roster_months', 'where': 'completes_village'},
    {
        'fact': 'fct_denominators',
        'where': 'basis = ' ~ basis_of('village_coverage')
        ~ " and area_level = 'village' and slicing = 'total'",
        'numerator': '0',
        'denominator': '1',
    },
]) }}
