with

workforces as (

    select * from {{ ref('stg_reference__workforces') }}

),

areas as (

    select * from {{ ref('int_areas__current') }}

),

unit_keys as (

    select * from {{ ref('stg_register__unit_keys') }}

),

begun as (

    select workforces.*
    from workforces
    where workforces.valid_from <= {{ period_end() }}

),

newest as (

    select *
    from {{ first_of(
        'begun',
        'basis, area_code, segment_code',
        'valid_from desc nulls first'
    ) }} as ranked

),

numbered as (

    select
        newest.basis,
        newest.area_code,
        newest.segment_code,
        areas.parent_code,
        areas.area_level,
        unit_keys.unit_no as workforce_no,
        newest.source,
        newest.document,

        newest.workers,

        newest.valid_from,

        newest.load_no,
        newest.file_no,
        newest.row_number
    from newest
    inner join areas on newest.area_code = areas.area_code
    left join unit_keys
        on
            unit_keys.unit_kind = 'workforce'
            and {{ workforce_id('newest') }} = unit_keys.unit_id

)

select * from numbered
