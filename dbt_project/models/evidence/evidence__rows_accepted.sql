with

sheets as (

    select * from {{ ref('int_sheets__of_period') }}

),

counted as (

    select
        {{ evidence_columns(
            'rows_accepted',
            slicing="'total'",
            slice_code="'TOTAL'",
            area_code='sheets.area_code',
            office_code='sheets.office_code',
            roster_kind='sheets.roster_kind',
            partner_no='sheets.partner_no',
            unit_kind="'sheet'",
            unit_no='sheets.unit_no',
            numerator='sheets.accepted',
            source_kind="'roster'",
            source_no='sheets.submission_no',
            sheet_no='sheets.sheet_no'
        ) }}
    from sheets

    union all

    select
        {{ evidence_columns(
            'rows_accepted',
            slicing="'kind'",
            slice_code="sheets.roster_kind",
            area_code='sheets.area_code',
            office_code='sheets.office_code',
            roster_kind='sheets.roster_kind',
            partner_no='sheets.partner_no',
            unit_kind="'sheet'",
            unit_no='sheets.unit_no',
            numerator='sheets.accepted',
            source_kind="'roster'",
            source_no='sheets.submission_no',
            sheet_no='sheets.sheet_no'
        ) }}
    from sheets

)

select * from counted
