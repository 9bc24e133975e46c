with

actions as (

    select * from {{ ref('fct_agreement_actions') }}

),

counted as (

    {% for slicing, slice_code in [
        ('total', "'TOTAL'"),
        ('agreement', 'actions.agreement_id'),
    ] %}
    select
        {{ evidence_columns(
            'actions_overdue',
            slicing="'" ~ slicing ~ "'",
            slice_code=slice_code,
            area_code='actions.area_code',
            unit_kind="'action'",
            unit_no='actions.action_no',
            numerator='actions.is_overdue::integer',
            source_kind="'reference'",
            source_no='actions.load_no',
            sheet_no='actions.file_no',
            row_number='actions.row_number'
        ) }}
    from actions
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}

)

select * from counted
