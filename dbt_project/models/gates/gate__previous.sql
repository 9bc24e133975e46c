with

figures as (

    select * from {{ ref('figures') }}

),

previous as (

    select * from {{ ref('stg_publication__previous_figures') }}

),

units as (

    select * from {{ ref('units') }}

),

compared as (

    select
        figures.figure_id,

        figures.value::double precision as value_number,
        previous.value::double precision as previous_value_number,
        (
            (figures.value::numeric - previous.value::numeric)
            / nullif(previous.value::numeric, 0)
        )::double precision as change_rate
    from figures
    inner join units
        on
            figures.unit = units.code
            and units.is_compared
    inner join previous
        on
            figures.indicator_code = previous.indicator_code
            and figures.area_code = previous.area_code
            and figures.slicing = previous.slicing
            and figures.slice_code = previous.slice_code
    where
        figures.value is not null
        and previous.value is not null

)

select * from compared
