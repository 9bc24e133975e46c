{# What a target may be stated for: as the list calls it, the indicator, and the slice. #}
{% macro target_lines() -%}
    (
        select
            'target_ucj' as stated_code,
            'target_ucj' as target_code,
            'total' as slicing,
            'TOTAL' as slice_code
        {%- for code in ['target_contributions', 'target_members'] %}

        union all

        select
            '{{ code }}' as stated_code,
            '{{ code }}' as target_code,
            'total' as slicing,
            'TOTAL' as slice_code
        {%- endfor %}

        union all

        select
            'target_contributions:programme=' || programmes.code as stated_code,
            'target_contributions' as target_code,
            'programme' as slicing,
            programmes.code as slice_code
        from {{ ref('programmes') }} as programmes

        union all

        select
            'target_members:' || segments.code as stated_code,
            'target_members' as target_code,
            'segment' as slicing,
            segments.code as slice_code
        from {{ ref('segments') }} as segments
    )
{%- endmacro %}
