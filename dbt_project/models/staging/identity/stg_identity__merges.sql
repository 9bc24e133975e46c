with

merges as (

    select * from {{ source('identity', 'merge') }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        merges.younger_person_no,
        merges.older_person_no
    from merges
    where merges.load_no in (select loads.load_no from loads)

)

select * from visible
