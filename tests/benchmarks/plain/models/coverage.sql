with

covered as (

    select distinct
        nik,
        area_code
    from {{ ref('members') }}
    where
        active_from <= date '2024-10-31'
        and (covered_until is null or covered_until >= date '2024-10-31')

),

active as (

    select
        area_code,
        count(*) as persons
    from covered
    group by area_code

),

on_lists as (

    select
        listed.area_code,
        count(*) as listed,
        count(covered.nik) as covered
    from {{ ref('listed') }} as listed
    left join covered on listed.nik = covered.nik
    group by listed.area_code

)

select
    active.area_code,
    active.persons,
    on_lists.listed,
    on_lists.covered
from active
left join on_lists on active.area_code = on_lists.area_code
