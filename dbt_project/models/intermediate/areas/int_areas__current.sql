with

areas as (

    select * from {{ ref('stg_reference__areas') }}

),

offices as (

    select * from {{ ref('stg_reference__offices') }}

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

),

-- An office has figures as an area has; the head office has those of the nation.
united as (

    select * from newest

    union all

    select
        {{ office_area('offices') }} as area_code,
        {{ no_text() }} as parent_code,
        'office' as area_level,
        offices.office_name as area_name
    from offices
    where offices.parent_code is not null

)

select * from united
