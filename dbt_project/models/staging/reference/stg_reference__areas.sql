with

areas as (

    select * from {{ stored(source('reference', 'area')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        areas.area_code,
        areas.parent_code,
        areas.level as area_level,
        areas.area_name,
        areas.valid_from,
        areas.valid_to,

        areas.load_no,
        areas.file_no,
        areas.row_number
    from areas
    where {{ is_visible('areas') }}

)

select * from visible
