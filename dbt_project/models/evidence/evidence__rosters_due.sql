with

due as (

    select * from {{ ref('int_rosters__due') }}

),

counted as (

    select
        {{ evidence_columns(
            'rosters_due',
            slicing="'total'",
            slice_code="'TOTAL'",
            area_code="due.area_code",
            office_code="due.office_code",
            funding_code="due.funding_code",
            roster_kind="due.roster_kind",
            partner_no="due.partner_no",
            unit_kind="'obligation'",
            unit_no="due.partner_no",
            numerator="1",
            source_kind="'reference'",
            source_no="due.load_no",
            sheet_no="due.file_no",
            row_number="due.row_number"
        ) }}
    from due

    union all

    select
        {{ evidence_columns(
            'rosters_due',
            slicing="'kind'",
            slice_code="due.roster_kind",
            area_code="due.area_code",
            office_code="due.office_code",
            funding_code="due.funding_code",
            roster_kind="due.roster_kind",
            partner_no="due.partner_no",
            unit_kind="'obligation'",
            unit_no="due.partner_no",
            numerator="1",
            source_kind="'reference'",
            source_no="due.load_no",
            sheet_no="due.file_no",
            row_number="due.row_number"
        ) }}
    from due

)

select * from counted
