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

villages as (

    select figures.area_code
    from figures
    where figures.indicator_code = 'village_coverage'
    group by figures.area_code

),

places as (

    select
        closure.area_code,
        max(case closure.ancestor_level when 'district' then areas.area_name end) as district_name,
        max(case closure.ancestor_level when 'regency' then areas.area_code end) as regency_code,
        max(case closure.ancestor_level when 'regency' then areas.area_name end) as regency_name
    from closure
    inner join areas on closure.ancestor_code = areas.area_code
    inner join villages on closure.area_code = villages.area_code
    group by closure.area_code

),

listed as (

    select
        figures.area_code,
        figures.area_name,
        places.district_name,
        places.regency_code,
        places.regency_name,
        figures.rank,
        figures.peer_count,
        figures.rank is not null as is_ranked
    from figures
    inner join places on figures.area_code = places.area_code
    where
        figures.indicator_code = 'village_coverage'
        and figures.slicing = 'total'

)

select * from listed
