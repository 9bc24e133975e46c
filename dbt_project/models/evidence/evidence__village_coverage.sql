with

workers as (

    select * from {{ ref('fct_worker_months') }}

),

denominators as (

    select * from {{ ref('int_denominators') }}

),

villages as (

    select denominators.*
    from denominators
    where
        denominators.area_level = 'village'
        and denominators.slicing = 'total'
        and denominators.basis = {{ basis_of('village_coverage') }}

),

counted_over as (

    select villages.area_code
    from villages
    group by villages.area_code

),

residents as (

    select workers.*
    from workers
    inner join counted_over on workers.residence_area_code = counted_over.area_code
    where workers.is_counted_month_end

),

counted as (

    select
        {{ evidence_columns(
            'village_coverage',
            area_code='residents.residence_area_code',
            office_code='residents.office_code',
            segment_code='residents.segment_code',
            funding_code='residents.funding_code',
            category_code='residents.category_code',
            unit_kind=person_or_membership('residents.person_no'),
            unit_no='residents.person_no',
            source_no='residents.load_no',
            sheet_no='residents.file_no',
            row_number='residents.row_number'
        ) }}
    from residents

    union all

    select
        {{ workforce_evidence('village_coverage', 'villages') }}
    from villages

)

select * from counted
