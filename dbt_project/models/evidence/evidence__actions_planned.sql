with

actions as (

    select * from {{ ref('fct_agreement_actions') }}

),

counted as (

    select
        {{ evidence_columns(
            'actions_planned',
            slicing="'total'",
            slice_code="'TOTAL'",
            area_code="actions.area_code",
            unit_kind="'action'",
            unit_no="actions.action_no",
            numerator="1",
            source_kind="'reference'",
            source_no="actions.load_no",
            sheet_no="actions.file_no",
            row_number="actions.row_number"
        ) }}
    from actions

    union all

    select
        {{ evidence_columns(
            'actions_planned',
            slicing="'agreement'",
            slice_code="actions.agreement_id",
            area_code="actions.area_code",
            unit_kind="'action'",
            unit_no="actions.action_no",
            numerator="1",
            source_kind="'reference'",
            source_no="actions.load_no",
            sheet_no="actions.file_no",
            row_number="actions.row_number"
        ) }}
    from actions

)

select * from counted
