with

segments as (

    select * from {{ ref('segments') }}

),

named as (

    select
        'total' as slicing,
        'TOTAL' as slice_code,
        'Total' as slice_name

    union all

    select
        'segment' as slicing,
        segments.code as slice_code,
        segments.name as slice_name
    from segments

)

select * from named
