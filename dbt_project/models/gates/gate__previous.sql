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

indicators as (

    select * from {{ ref('indicators') }}

),

compared as (

    select
        figures.figure_id,

        {{ near('figures.value') }} as value_number,
        {{ near('previous.value') }} as previous_value_number,
        {{ near(
            '(' ~ number_of('figures.value') ~ ' - ' ~ number_of('previous.value') ~ ') / nullif('
            ~ number_of('previous.value') ~ ', 0)'
        ) }} as change_rate
    from figures
    -- How much a change moved says nothing of lost or doubled loads.
    inner join indicators
        on
            figures.indicator_code = indicators.code
            and nullif(indicators.change_of, '') is null
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
