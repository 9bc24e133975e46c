with

person_keys as (

    select * from {{ stored(source('identity', 'person_key')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        person_keys.key_no,
        person_keys.person_no
    from person_keys
    where person_keys.load_no in (select loads.load_no from loads)

)

select * from visible
