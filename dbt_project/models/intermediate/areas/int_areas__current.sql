with

areas as (

    select * from {{ ref('stg_reference__areas') }}

),

existing as (

    select
        areas.area_code,
        areas.parent_code,
        areas.area_level,
        areas.area_name,

        areas.valid_from
    from areas
    where
        areas.valid_from <= {{ period_end() }}
        and (areas.valid_to is null or areas.valid_to >= {{ period_end() }})

),

newest as (

    select
        ranked.area_code,
        ranked.parent_code,
        ranked.area_level,
        ranked.area_name
    from {{ first_of('existing', 'area_code', 'valid_from desc nulls first') }} as ranked

)

select * from newest
