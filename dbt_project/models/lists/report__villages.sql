with

figures as (

    select * from {{ ref('figures') }}

),

closure as (

    select * from {{ ref('area_closure') }}

),

areas as (

    select * from {{ ref('int_areas__current') }}

),

above as (

    select
        closure.area_code,
        max(areas.area_name) filter (where closure.ancestor_level = 'district')
            as district_name,
        max(areas.area_code) filter (where closure.ancestor_level = 'regency')
            as regency_code,
        max(areas.area_name) filter (where closure.ancestor_level = 'regency')
            as regency_name
    from closure
    inner join areas on closure.ancestor_code = areas.area_code
    where closure.area_code in (
        select figures.area_code
        from figures
        where figures.indicator_code = 'village_coverage'
    )
    group by closure.area_code

),

listed as (

    select
        figures.area_code,
        figures.area_name,
        above.district_name,
        above.regency_code,
        above.regency_name,
        figures.rank,
        figures.peer_count,
        figures.rank is not null as is_ranked
    from figures
    inner join above on figures.area_code = above.area_code
    where
        figures.indicator_code = 'village_coverage'
        and figures.slicing = 'total'

)

select * from listed
