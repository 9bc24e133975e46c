with recursive

person_keys as (

    select * from {{ ref('stg_identity__person_keys') }}

),

person_merges as (

    select * from {{ ref('stg_identity__merges') }}

),

followed as (

    select
        person_merges.younger_person_no as person_no,
        person_merges.older_person_no
    from person_merges

    union all

    select
        followed.person_no,
        person_merges.older_person_no
    from followed
    inner join person_merges on followed.older_person_no = person_merges.younger_person_no

),

oldest as (

    select
        followed.person_no,
        min(followed.older_person_no) as oldest_person_no
    from followed
    group by followed.person_no

)

select
    person_keys.key_kind,
    person_keys.key_value,
    coalesce(oldest.oldest_person_no, person_keys.person_no) as person_no
from person_keys
left join oldest on person_keys.person_no = oldest.person_no
