with

targets as (

    select * from {{ ref('stg_reference__targets') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

unit_keys as (

    select * from {{ ref('stg_register__unit_keys') }}

),

begun as (

    select
        targets.*,
        lines.target_code,
        lines.slicing,
        lines.slice_code,
        located.area_code as target_area_code
    from targets
    inner join located on targets.area_code = located.stated_code
    inner join {{ target_lines() }} as lines
        on targets.indicator_code = lines.stated_code
    where targets.period <= {{ period() }}

),

newest as (

    select *
    from {{ first_of(
        'begun',
        'indicator_code, target_area_code',
        'period desc nulls first, ' ~ in_bytes_order('area_code') ~ ' nulls last'
    ) }} as ranked

),

numbered as (

    select
        newest.target_code,
        newest.slicing,
        newest.slice_code,
        newest.target_area_code as area_code,
        newest.area_code as stated_area_code,
        newest.period as begun_period,
        case
            when newest.target_code = 'target_ucj'
                then cast(round(newest.target_value * 100) as bigint)
        end as hundredths,
        case
            when newest.target_code <> 'target_ucj'
                then cast(round(newest.target_value) as bigint)
        end as amount,
        {{ counted_record('newest', 'target', 'unit_keys.unit_no', 'reference') }}
    from newest
    left join unit_keys
        on
            unit_keys.unit_kind = 'target'
            and newest.indicator_code || '/' || newest.area_code || '/' || newest.period
            = unit_keys.unit_id

)

select * from numbered
