with

person_keys as (

    select * from {{ ref('stg_identity__person_keys') }}

),

oldest as (

    select * from {{ ref('stg_identity__oldest_persons') }}

),

followed as (

    select
        person_keys.key_no,
        coalesce(oldest.oldest_person_no, person_keys.person_no) as person_no
    from person_keys
    left join oldest on person_keys.person_no = oldest.person_no

)

select * from followed
