with

targets as (

    select * from {{ stored(source('reference', 'target')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        targets.indicator_code,
        targets.area_code,
        targets.period,
        targets.document,
        targets.value as target_value,

        targets.load_no,
        targets.file_no,
        targets.row_number
    from targets
    where {{ is_visible('targets') }}

)

select * from visible
