with

summed as (

    select * from {{ ref('figures_summed') }}

),

derived as (

    select * from {{ ref('figures_derived') }}

),

areas as (

    select * from {{ ref('int_areas__current') }}

),

slices as (

    select * from {{ ref('figure_slices') }}

),

united as (

    select
        summed.figure_id,
        summed.indicator_code,
        summed.area_code,
        summed.slicing,
        summed.slice_code,
        summed.class,
        summed.expression,
        {{ no_texts() }} as input_ids,
        summed.numerator,
        summed.denominator,
        summed.value,
        summed.unit,
        summed.digits,
        summed.basis,
        summed.source,
        summed.excluded,
        summed.excluded_causes,
        summed.lower_bound,
        summed.possible,
        summed.upper_bound,
        summed.unknown,
        summed.rank,
        summed.peer_group,
        summed.peer_count,
        summed.flag,
        summed.note
    from summed

    union all

    select
        derived.figure_id,
        derived.indicator_code,
        derived.area_code,
        derived.slicing,
        derived.slice_code,
        derived.class,
        derived.expression,
        derived.input_ids,
        null as numerator,
        null as denominator,
        derived.value,
        derived.unit,
        derived.digits,
        derived.basis,
        derived.source,
        null as excluded,
        null as excluded_causes,
        null as lower_bound,
        null as possible,
        null as upper_bound,
        null as unknown,
        null as rank,
        null as peer_group,
        null as peer_count,
        null as flag,
        derived.note
    from derived

),

named as (

    select
        united.figure_id,
        united.indicator_code,
        {{ period() }} as period,
        united.area_code,
        areas.area_name,
        case united.slicing when 'segment' then united.slice_code else 'TOTAL' end as segment_code,
        united.slicing,
        united.slice_code,
        coalesce(slices.slice_name, united.slice_code) as slice_name,
        united.class,
        united.expression,
        united.input_ids,
        cast(united.numerator as decimal(30, 0)) as numerator,
        cast(united.denominator as decimal(30, 0)) as denominator,
        united.value,
        united.unit,
        united.digits,
        united.basis,
        united.source,
        united.excluded,
        united.excluded_causes,
        united.lower_bound,
        united.possible,
        united.upper_bound,
        united.unknown,
        united.rank,
        united.peer_group,
        united.peer_count,
        united.flag,
        united.note
    from united
    inner join areas on united.area_code = areas.area_code
    left join slices
        on
            united.slicing = slices.slicing
            and united.slice_code = slices.slice_code

),

ordered as (

    select *
    from named
    order by {{ in_bytes_order('named.figure_id') }} nulls last

)

select * from ordered
