with

oldest_persons as (

    select * from {{ known_at(source('identity', 'oldest_at'), as_of()) }}

),

followed as (

    select
        oldest_persons.person_no,
        oldest_persons.oldest_person_no
    from oldest_persons

)

select * from followed
