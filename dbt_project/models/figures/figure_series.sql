with

summed as (

    select * from {{ ref('figures_summed') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

units as (

    select * from {{ ref('units') }}

),

notes as (

    select * from {{ ref('notes') }}

),

editions as (

    select * from {{ ref('stg_publication__quoted_figures') }}

),

published as (

    select * from {{ ref('stg_reference__published_figures') }}

),

asked as (

    select
        summed.figure_id,
        summed.indicator_code,
        summed.area_code,
        summed.slicing,
        summed.slice_code,
        units.is_rate
    from summed
    inner join indicators
        on
            summed.indicator_code = indicators.code
            and indicators.has_series
    inner join units on indicators.unit = units.code

),

quoted as (

    select
        asked.figure_id,
        editions.period,
        editions.edition,
        editions.figure_id as quoted_id,
        editions.manifest_sha256,
        editions.numerator,
        editions.denominator,
        editions.value
    from asked
    inner join editions
        on
            asked.indicator_code = editions.indicator_code
            and asked.area_code = editions.area_code
            and asked.slicing = editions.slicing
            and asked.slice_code = editions.slice_code
    where editions.value is not null

),

stated as (

    select
        asked.figure_id,
        published.period,
        published.document,
        published.is_simulated,
        published.value,
        published.denominator,
        published.load_no,
        published.file_no,
        published.row_number,
        case
            when asked.is_rate then published.numerator
            else {{ number_of('published.value') }}
        end as numerator,
        case
            when published.numerator is null then true
            when not asked.is_rate
                then {{ number_of('published.value') }} = {{ exact('published.numerator') }}
            else published.denominator is null
            or {{ is_rounded_share(
                'published.value', 'published.numerator', 'published.denominator'
            ) }}
        end as follows
    from asked
    inner join published
        on
            asked.indicator_code = published.indicator_code
            and asked.area_code = published.area_code
            and asked.slicing = published.slicing
            and asked.slice_code = published.slice_code
    where published.period between {{ year_before() }} and {{ previous_period() }}

),

united as (

    select
        coalesce(quoted.figure_id, stated.figure_id) as figure_id,
        coalesce(quoted.period, stated.period) as period,
        case
            when quoted.figure_id is not null then 'edition'
            when stated.is_simulated then 'simulation'
            else 'document'
        end as whence,
        quoted.edition,
        quoted.quoted_id,
        quoted.manifest_sha256,
        quoted.numerator as quoted_numerator,
        quoted.denominator as quoted_denominator,
        quoted.value as quoted_value,
        stated.document,
        stated.numerator,
        stated.denominator,
        stated.value,
        stated.follows,
        stated.load_no,
        stated.file_no,
        stated.row_number
    from quoted
    full outer join stated
        on
            quoted.figure_id = stated.figure_id
            and quoted.period = stated.period

),

told as (

    select
        united.figure_id,
        united.period,
        united.whence,
        united.edition,
        united.quoted_id,
        united.manifest_sha256,
        case when united.edition is null then united.document end as document,
        cast(
            case
                when united.edition is null then united.numerator
                else united.quoted_numerator
            end as bigint
        ) as numerator,
        cast(
            case
                when united.edition is null then united.denominator
                else united.quoted_denominator
            end as bigint
        ) as denominator,
        case
            when united.edition is null then united.value
            else united.quoted_value
        end as value,
        case when united.edition is not null then united.value end as replaced_value,
        case when united.edition is not null then united.document end as replaced_document,
        case
            when united.edition is not null and united.value is not null then ours.name
            when not united.follows then misprint.name
        end as note,
        cast(united.load_no as bigint) as source_no,
        cast(united.file_no as bigint) as sheet_no,
        cast(united.row_number as bigint) as row_number
    from united
    left join notes as ours on ours.code = 'EDISI_SENDIRI'
    left join notes as misprint on misprint.code = 'BUKAN_HITUNGAN'

)

select * from told
