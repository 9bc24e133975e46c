with

offices as (

    select * from {{ ref('stg_reference__offices') }}

),

named as (

    select
        offices.office_code,
        offices.parent_code,
        offices.office_level,
        offices.office_name,
        offices.serves
    from offices

)

select * from named
