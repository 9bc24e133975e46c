with

sheets as (

    select * from {{ ref('int_sheets__of_period') }}

),

explained as (

    select * from {{ ref('int_quarantined_rows__explained') }}

),

counted as (

    {% for slicing, slice_code in [
        ('total', "'TOTAL'"),
        ('kind', 'sheets.roster_kind'),
    ] %}
    select
        {{ evidence_columns(
            'rows_quarantined',
            slicing="'" ~ slicing ~ "'",
            slice_code=slice_code,
            area_code='sheets.area_code',
            office_code='sheets.office_code',
            roster_kind='sheets.roster_kind',
            partner_no='sheets.partner_no',
            unit_kind="'sheet'",
            unit_no='sheets.unit_no',
            numerator='sheets.quarantined',
            source_kind="'roster'",
            source_no='sheets.submission_no',
            sheet_no='sheets.sheet_no'
        ) }}
    from sheets
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}

    union all

    select
        {{ evidence_columns(
            'rows_quarantined',
            slicing="'cause'",
            slice_code='explained.cause',
            area_code='explained.area_code',
            office_code='explained.office_code',
            funding_code='explained.funding_code',
            category_code='explained.category_code',
            roster_kind='explained.roster_kind',
            partner_no='explained.partner_no',
            unit_kind="'quarantined_row'",
            unit_no='explained.unit_no',
            cause='explained.cause',
            source_kind="'roster'",
            source_no='explained.submission_no',
            sheet_no='explained.sheet_no',
            row_number='explained.row_number'
        ) }}
    from explained
    where explained.is_of_period

)

select * from counted
