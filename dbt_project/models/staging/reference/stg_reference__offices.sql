with

offices as (

    select * from {{ stored(source('reference', 'office')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        offices.office_code,
        offices.parent_code,
        offices.level as office_level,
        offices.office_name,
        offices.serves
    from offices
    where {{ is_visible('offices') }}

)

select * from visible
