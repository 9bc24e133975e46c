with

claims as (

    select * from {{ ref('fct_claims') }}

),

counted as (

    {% for slicing, slice_code in [
        ('total', "'TOTAL'"),
        ('programme', 'claims.programme_code'),
    ] %}
    select
        {{ evidence_columns(
            'benefit_rupiah_ytd',
            slicing="'" ~ slicing ~ "'",
            slice_code=slice_code,
            area_code='claims.area_code',
            office_code='claims.office_code',
            programme_code='claims.programme_code',
            unit_kind="'claim'",
            unit_no='claims.claim_no',
            numerator='claims.rupiah',
            source_no='claims.load_no',
            sheet_no='claims.file_no',
            row_number='claims.row_number'
        ) }}
    from claims
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}

)

select * from counted
