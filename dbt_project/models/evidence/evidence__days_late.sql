with

due as (

    select * from {{ ref('int_rosters__due') }}

),

counted as (

    {% for slicing, slice_code in [
        ('total', "'TOTAL'"),
        ('kind', 'due.roster_kind'),
    ] %}
    select
        {{ evidence_columns(
            'days_late',
            slicing="'" ~ slicing ~ "'",
            slice_code=slice_code,
            area_code='due.area_code',
            office_code='due.office_code',
            funding_code='due.funding_code',
            roster_kind='due.roster_kind',
            partner_no='due.partner_no',
            unit_kind="'obligation'",
            unit_no='due.obligation_no',
            numerator='greatest(coalesce(due.received_on - due.due_on, 0), 0)',
            source_kind="'reference'",
            source_no='due.load_no',
            sheet_no='due.file_no',
            row_number='due.row_number'
        ) }}
    from due
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}

)

select * from counted
