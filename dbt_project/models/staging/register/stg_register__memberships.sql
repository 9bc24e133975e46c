with

memberships as (

    select * from {{ stored(source('register', 'membership')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        memberships.membership_id,
        memberships.segment_code,
        memberships.programme_codes,
        memberships.npp,
        memberships.category_code,
        memberships.funding_code,
        memberships.office_code,
        memberships.work_area_code,
        memberships.residence_area_code,
        memberships.nik,
        memberships.kpj,
        memberships.active_from,
        memberships.active_to,
        memberships.paid_through,

        memberships.load_no,
        memberships.file_no,
        memberships.row_number
    from memberships
    where {{ is_visible('memberships') }}

)

select * from visible
