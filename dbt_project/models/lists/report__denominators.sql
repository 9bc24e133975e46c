with

workforces as (

    select * from {{ ref('int_workforces__in_force') }}

),

areas as (

    select * from {{ ref('int_areas__current') }}

),

listed as (

    select
        workforces.area_code,
        areas.area_name,
        workforces.segment_code,
        workforces.basis,
        workforces.source,
        workforces.document,
        workforces.valid_from
    from workforces
    inner join areas on workforces.area_code = areas.area_code
    where workforces.area_level <> 'village'

)

select * from listed
