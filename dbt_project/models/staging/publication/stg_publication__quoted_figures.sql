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
        editions.period between {{ year_before() }} and {{ previous_period() }}
        and editions.published_at <= {{ as_of() }}
    group by editions.period

),

quoted as (

    select
        figures.figure_id,
        figures.indicator_code,
        figures.area_code,
        figures.slicing,
        figures.slice_code,
        editions.period,
        editions.period || '/v' || {{ text_of('editions.version') }} as edition,
        editions.manifest_sha256,

        figures.numerator,
        figures.denominator,
        figures.value
    from figures
    inner join editions on figures.edition_no = editions.edition_no
    inner join newest
        on
            editions.period = newest.period
            and editions.version = newest.version

)

select * from quoted
