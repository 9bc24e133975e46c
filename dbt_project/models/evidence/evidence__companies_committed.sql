with

commitments as (

    select * from {{ ref('fct_commitments') }}

),

counted as (

    select
        {{ evidence_columns(
            'companies_committed',
            area_code='commitments.area_code',
            office_code='commitments.office_code',
            employer_no='commitments.employer_no',
            unit_kind="'employer'",
            unit_no='commitments.employer_no',
            source_kind="'reference'",
            source_no='commitments.load_no',
            sheet_no='commitments.file_no',
            row_number='commitments.row_number'
        ) }}
    from commitments

)

select * from counted
