with

areas as (

    select * from {{ ref('int_areas__current') }}

),

stated as (

    select * from {{ ref('stg_reference__areas') }}

),

moves as (

    select * from {{ ref('stg_reference__area_moves') }}

),

closure as (

    select * from {{ ref('area_closure') }}

),

gone as (

    select
        stated.area_code as stated_code,
        {{ parent_code('stated.area_code') }} as parent_code
    from stated
    left join areas on stated.area_code = areas.area_code
    where areas.area_code is null
    group by stated.area_code

    union

    select
        moves.old_code as stated_code,
        {{ parent_code('moves.old_code') }} as parent_code
    from moves
    left join areas on moves.old_code = areas.area_code
    where areas.area_code is null

),

successors as (

    select
        moves.old_code as stated_code,
        case
            when count(*) = 1 then min(areas.area_code)
            when count(distinct areas.parent_code) = 1 then min(areas.parent_code)
        end as area_code
    from moves
    inner join areas on moves.new_code = areas.area_code
    where moves.moved_on <= {{ period_end() }}
    group by moves.old_code

),

parents as (

    select
        gone.stated_code,
        coalesce(successors.area_code, areas.area_code, above.area_code) as area_code
    from gone
    left join successors on gone.stated_code = successors.stated_code
    left join areas on gone.parent_code = areas.area_code
    left join areas as above
        on {{ parent_code('gone.parent_code') }} = above.area_code

),

located as (

    select
        areas.area_code as stated_code,
        areas.area_code
    from areas

    union all

    select
        parents.stated_code,
        coalesce(parents.area_code, {{ nation() }}) as area_code
    from parents

),

regencies as (

    select
        closure.area_code,
        closure.ancestor_code as regency_code
    from closure
    where closure.ancestor_level = 'regency'

),

placed as (

    select
        located.stated_code,
        located.area_code,
        coalesce(regencies.regency_code, located.area_code) as regency_code
    from located
    left join regencies on located.area_code = regencies.area_code

)

select * from placed
