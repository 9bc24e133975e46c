with

editions as (

    select * from {{ stored(source('publication', 'edition')) }}

),

figures as (

    select * from {{ stored(source('publication', 'figure')) }}

),

newest as (

    select
        editions.period,
        max(editions.version) as version
    from editions
    where
        editions.period = {{ previous_period() }}
        and editions.as_of <= {{ as_of() }}
        and {{ is_older_edition('editions') }}
    group by editions.period

),

previous as (

    select
        figures.indicator_code,
        figures.area_code,
        figures.slicing,
        figures.slice_code,
        figures.figure_id,
        figures.value
    from figures
    inner join editions on figures.edition_no = editions.edition_no
    inner join newest
        on
            editions.period = newest.period
            and editions.version = newest.version

)

select * from previous
