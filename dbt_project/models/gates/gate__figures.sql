with

figures as (

    select * from {{ ref('figures') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

units as (

    select * from {{ ref('units') }}

),

areas as (

    select * from {{ ref('int_areas__current') }}

),

described as (

    select
        figures.*,
        {{ near('figures.value') }} as value_number,
        units.is_rate,
        coalesce(indicators.may_fall, false) as may_fall,
        nullif(indicators.change_of, '') is not null as is_change,
        -- A rate over the workforce that is stated for regencies and above.
        figures.basis is not null
        and coalesce(areas.area_level in ('nation', 'province', 'regency'), false) as is_regional
    from figures
    left join indicators on figures.indicator_code = indicators.code
    left join units on figures.unit = units.code
    left join areas on figures.area_code = areas.area_code

),

compared as (

    select
        described.figure_id,

        case when not described.may_fall then {{ near('described.numerator') }} end
            as counted,
        case when described.is_rate then described.value_number end as coverage,
        case when described.is_rate and described.is_regional then described.value_number end
            as regional_coverage,

        not described.is_rate or described.denominator is not null as has_rate,
        described.class = 'summed'
        or described.is_change
        or described.value is not null as has_result
    from described

)

select * from compared
