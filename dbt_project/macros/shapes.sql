{# Evidence of the flow of members in a month: what each flow gives, 1 or -1. Construction flows by headcount. #}
{% macro flow_evidence(indicator_code, given) -%}
{{ evidence(indicator_code, [
    {
        'fact': 'fct_worker_months',
        'where': 'segment_code <> ' ~ headcount_segment(),
        'area_code': 'work_regency_code',
        'by': [
            {
                'slicing': 'total',
                'where': is_flow('flow_in_total', given),
                'numerator': given_by_flow('flow_in_total', given),
            },
            {
                'slicing': 'segment',
                'where': is_flow('flow_in_segment', given),
                'numerator': given_by_flow('flow_in_segment', given),
            },
        ],
    },
    {
        'fact': 'fct_project_months',
        'numerator': given_by_flow('flow', given, 'workers'),
        'by': ['total', 'segment'],
    },
]) }}
{%- endmacro %}

{% macro is_flow(column, given) -%}
    ({{ column }} in ('{{ given | join("', '") }}') or is_first_of_place)
{%- endmacro %}

{% macro given_by_flow(column, given, size='1') -%}
    case
    {%- for flow, sign in given.items() %} when {{ column }} = '{{ flow }}' then {{ sign }}{{ size }}{% endfor %} else 0 end
{%- endmacro %}

{# Evidence of cover that somebody else pays for and that ends within so many days after the period. #}
{% macro ending_evidence(indicator_code, days) -%}
    {%- set ends = 'sponsored_days_left <= ' ~ days -%}
{{ evidence(indicator_code, [{
    'fact': 'fct_worker_months',
    'where': 'segment_code <> ' ~ headcount_segment(),
    'area_code': 'work_regency_code',
    'by': [
        {
            'slicing': 'total',
            'where': '((' ~ ends ~ ' and is_counted_month_end) or is_first_of_place)',
            'numerator': one_if(ends ~ ' and is_counted_month_end'),
        },
        {'slicing': 'funding', 'where': ends},
    ],
}]) }}
{%- endmacro %}

{# Evidence over vulnerable workers on lists: what one adds whose cover ends within so many days after the period. #}
{% macro vulnerable_ending_evidence(indicator_code, days, given='1') -%}
{{ evidence(indicator_code, [{
    'fact': 'fct_roster_months',
    'numerator': 'case when days_left <= ' ~ days ~ ' and ' ~ given ~ ' is not null then ' ~ given ~ ' else 0 end',
    'by': [
        {'slicing': 'total', 'where': 'is_counted_vulnerable'},
        {'slicing': 'funding', 'where': 'is_counted_vulnerable_funding'},
    ],
}]) }}
{%- endmacro %}

{# Evidence of a target that is a sum of people or of rupiah, by its slices too. #}
{% macro target_evidence(indicator_code, slicings) -%}
    {%- set by = [] -%}
    {%- for slicing in slicings -%}
        {%- do by.append({'slicing': slicing, 'where': "slicing = '" ~ slicing ~ "'", 'slice_code': 'slice_code'}) -%}
    {%- endfor -%}
{{ evidence(indicator_code, [{
    'fact': 'fct_targets',
    'where': "target_code = '" ~ indicator_code ~ "'",
    'numerator': 'amount',
    'rolls_up': 'false',
    'by': by,
}]) }}
{%- endmacro %}

{# The flag of employers that each class of compliance has. #}
{% macro compliance_flags() -%}
    {{- return({
        'PWBD': 'is_unregistered',
        'PDS_TK': 'lacks_workers',
        'PDS_UPAH': 'lacks_wages',
        'PDS_PROGRAM': 'lacks_programmes',
        'MENUNGGAK': 'is_in_arrears',
    }) -}}
{%- endmacro %}

{# Evidence over employers in breach, by class: each employer in every class he is in, and once in the total. #}
{% macro compliance_evidence(indicator_code, numerator, classes) -%}
    {%- set by = ['total'] -%}
    {%- for class in classes -%}
        {%- do by.append({
            'slicing': 'compliance',
            'slice_code': "'" ~ class ~ "'",
            'where': compliance_flags()[class],
        }) -%}
    {%- endfor -%}
{{ evidence(indicator_code, [{'fact': 'fct_compliance', 'numerator': numerator, 'by': by}]) }}
{%- endmacro %}
