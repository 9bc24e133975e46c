with

files as (

    select * from {{ ref('int_submissions__answered') }}

),

counted as (

    {% for slicing, slice_code in [
        ('total', "'TOTAL'"),
        ('kind', 'files.roster_kind'),
    ] %}
    select
        {{ evidence_columns(
            'files_answered',
            slicing="'" ~ slicing ~ "'",
            slice_code=slice_code,
            area_code='files.area_code',
            office_code='files.office_code',
            roster_kind='files.roster_kind',
            partner_no='files.partner_no',
            unit_kind="'submission'",
            unit_no='files.submission_no',
            source_kind="'roster'",
            source_no='files.submission_no'
        ) }}
    from files
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}

)

select * from counted
