with

figures as (

    select * from {{ stored(source('reference', 'published_figure')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        figures.indicator_code,
        figures.area_code,
        figures.slicing,
        figures.slice_code,
        figures.period,
        figures.document,
        figures.numerator,
        figures.denominator,
        figures.value,
        figures.is_simulated,

        figures.load_no,
        figures.file_no,
        figures.row_number
    from figures
    where {{ is_visible('figures') }}

)

select * from visible
