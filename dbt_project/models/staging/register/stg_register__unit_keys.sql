with

unit_keys as (

    select * from {{ stored(source('register', 'unit_key')) }}

)

select
    unit_keys.unit_no,
    unit_keys.unit_kind,
    unit_keys.unit_id
from unit_keys
