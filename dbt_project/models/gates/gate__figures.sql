with

figures as (

    select * from {{ ref('figures') }}

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
        figures.denominator is not null as has_denominator
    from figures

)

select * from compared
