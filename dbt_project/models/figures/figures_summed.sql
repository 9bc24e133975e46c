with

sums as (

    select * from {{ ref('figure_sums') }}

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

closure as (

    select * from {{ ref('area_closure') }}

),

described as (

    select
        sums.*,
        indicators.unit,
        units.digits,
        indicators.basis,
        indicators.source,
        indicators.peer_level,
        indicators.lowest_level,
        units.is_rate,
        indicators.prints_excluded,
        indicators.prints_matches,
        sums.slicing = 'total' and bool_or(sums.slicing = 'segment' and sums.denominator > 0) over (
            partition by sums.indicator_code, sums.area_code
        ) as has_only_segments,
        case
            when
                units.is_rate
                and sums.numerator > sums.denominator
                and sums.denominator > 0
                then indicators.cause_above_100
        end as cause_above_100
    from sums
    inner join indicators on sums.indicator_code = indicators.code
    inner join units on indicators.unit = units.code

),

ranked as (

    select
        described.indicator_code,
        described.slicing,
        described.slice_code,
        described.area_code,
        closure.ancestor_code as peer_group,
        rank() over (
            partition by
                described.indicator_code,
                described.slicing,
                described.slice_code,
                closure.ancestor_code
            order by described.numerator / described.denominator desc nulls last
        ) as rank,
        count(*) over (
            partition by
                described.indicator_code,
                described.slicing,
                described.slice_code,
                closure.ancestor_code
        ) as peer_count
    from described
    inner join closure
        on
            described.area_code = closure.area_code
            and described.peer_level = closure.ancestor_level
    where
        described.area_level = described.lowest_level
        and described.denominator > 0
        and described.denominator >= {{ var('minimum_village_workforce') }}

),

figures as (

    select
        {{ figure_id('described') }} as figure_id,
        described.indicator_code,
        described.area_code,
        described.slicing,
        described.slice_code,
        'summed' as class,
        {{ no_text() }} as expression,

        described.numerator,
        case when described.is_rate and described.denominator > 0 then described.denominator end
            as denominator,
        case
            when not described.is_rate then {{ text_of('described.numerator') }}
            else {{ percent_text(
                'described.numerator', 'described.denominator', 'described.digits'
            ) }}
        end as value,
        described.unit,
        described.digits,
        described.basis,
        described.source,

        case when described.prints_excluded then cast(described.excluded as bigint) end as excluded,
        case when described.prints_excluded then described.excluded_causes end as excluded_causes,
        case
            when described.is_rate and described.prints_excluded and described.excluded > 0
                then {{ percent_text(
                    'described.numerator',
                    '(described.denominator + described.excluded)',
                    'described.digits'
                ) }}
        end as lower_bound,
        case when described.prints_matches then cast(described.possible as bigint) end as possible,
        case
            when described.prints_matches and described.possible > 0 and described.is_rate
                then {{ percent_text(
                    '(described.numerator + described.possible)',
                    'described.denominator',
                    'described.digits'
                ) }}
            when described.prints_matches and described.possible > 0
                then {{ text_of('described.numerator + described.possible') }}
        end as upper_bound,
        case when described.prints_matches then cast(described.unknown as bigint) end as unknown,

        cast(ranked.rank as integer) as rank,
        ranked.peer_group,
        cast(ranked.peer_count as integer) as peer_count,
        case when described.cause_above_100 is not null then above_100.name end as flag,
        case
            when described.is_rate and described.denominator = 0 and described.has_only_segments
                then no_total.name
            when described.is_rate and described.denominator = 0 then no_denominator.name
            else described.cause_above_100
        end as note
    from described
    left join ranked
        on
            described.indicator_code = ranked.indicator_code
            and described.slicing = ranked.slicing
            and described.slice_code = ranked.slice_code
            and described.area_code = ranked.area_code
    left join notes as no_denominator on no_denominator.code = 'TANPA_PENYEBUT'
    left join notes as no_total on no_total.code = 'TANPA_TOTAL'
    left join notes as above_100 on above_100.code = 'DI_ATAS_100'

)

select * from figures
