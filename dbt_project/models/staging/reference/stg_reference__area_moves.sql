with

area_moves as (

    select * from {{ stored(source('reference', 'area_move')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        area_moves.old_code,
        area_moves.new_code,
        area_moves.moved_on,

        area_moves.load_no,
        area_moves.file_no,
        area_moves.row_number
    from area_moves
    where {{ is_visible('area_moves') }}

)

select * from visible
