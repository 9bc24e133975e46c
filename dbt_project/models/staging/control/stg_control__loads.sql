with

loads as (

    select * from {{ stored(source('control', 'load')) }}

),

recorded as (

    select
        loads.load_no,
        loads.kind as load_kind,
        loads.recorded_at
    from loads
    where loads.recorded_at <= {{ as_of() }}

)

select * from recorded
