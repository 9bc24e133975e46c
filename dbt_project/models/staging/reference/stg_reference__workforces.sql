with

workforces as (

    select * from {{ stored(source('reference', 'workforce')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        workforces.basis,
        workforces.area_code,
        workforces.segment_code,
        workforces.source,
        workforces.document,
        workforces.workers,
        workforces.valid_from,

        workforces.load_no,
        workforces.file_no,
        workforces.row_number
    from workforces
    where {{ is_visible('workforces') }}

)

select * from visible
