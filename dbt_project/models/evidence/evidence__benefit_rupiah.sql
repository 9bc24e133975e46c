with

claims as (

    select * from {{ ref('fct_claims') }}

),

counted as (

    select
        {{ evidence_columns(
            'benefit_rupiah',
            slicing="'total'",
            slice_code="'TOTAL'",
            area_code="claims.area_code",
            office_code="claims.office_code",
            programme_code="claims.programme_code",
            unit_kind="'claim'",
            unit_no="claims.claim_no",
            numerator="claims.rupiah",
            source_kind="'register'",
            source_no="claims.load_no",
            sheet_no="claims.file_no",
            row_number="claims.row_number"
        ) }}
    from claims
    where claims.is_of_month

    union all

    select
        {{ evidence_columns(
            'benefit_rupiah',
            slicing="'programme'",
            slice_code="claims.programme_code",
            area_code="claims.area_code",
            office_code="claims.office_code",
            programme_code="claims.programme_code",
            unit_kind="'claim'",
            unit_no="claims.claim_no",
            numerator="claims.rupiah",
            source_kind="'register'",
            source_no="claims.load_no",
            sheet_no="claims.file_no",
            row_number="claims.row_number"
        ) }}
    from claims
    where claims.is_of_month

)

select * from counted
