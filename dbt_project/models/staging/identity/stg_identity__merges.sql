with

person_merges as (

    select * from {{ source('identity', 'merge') }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        person_merges.younger_person_no,
        person_merges.older_person_no
    from person_merges
    where person_merges.load_no in (select loads.load_no from loads)

)

select * from visible
