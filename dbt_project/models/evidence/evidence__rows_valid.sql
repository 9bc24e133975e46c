with

sheets as (

    select * from {{ ref('int_sheets__of_period') }}

),

counted as (

    {% for slicing, slice_code in [
        ('total', "'TOTAL'"),
        ('kind', 'sheets.roster_kind'),
    ] %}
    select
        {{ evidence_columns(
            'rows_valid',
            slicing="'" ~ slicing ~ "'",
            slice_code=slice_code,
            area_code='sheets.area_code',
            office_code='sheets.office_code',
            roster_kind='sheets.roster_kind',
            partner_no='sheets.partner_no',
            unit_kind="'sheet'",
            unit_no='sheets.unit_no',
            numerator='sheets.accepted',
            denominator='sheets.received',
            source_kind="'roster'",
            source_no='sheets.submission_no',
            sheet_no='sheets.sheet_no'
        ) }}
    from sheets
    where sheets.received > 0
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}

)

select * from counted
