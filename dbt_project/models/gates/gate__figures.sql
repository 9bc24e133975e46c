with

figures as (

    select * from {{ ref('figures') }}

),

areas as (

    select * from {{ ref('int_areas__current') }}

),

compared as (

    select
        figures.figure_id,
        figures.indicator_code,
        figures.unit,

        figures.numerator,
        figures.denominator,
        figures.value::numeric as value_number,

        figures.unit = 'percent'
        and coalesce(figures.numerator > figures.denominator, false) as is_over_100,
        figures.denominator is not null as has_denominator,
        coalesce(
            areas.area_level in ('nation', 'province', 'regency'), false
        ) as is_regency_or_above
    from figures
    left join areas on figures.area_code = areas.area_code

)

select * from compared
