with

contributions as (

    select * from {{ stored(source('register', 'contribution')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        contributions.membership_id,
        contributions.month,
        contributions.programme_code,
        contributions.rupiah,
        contributions.paid_on,

        contributions.load_no,
        contributions.file_no,
        contributions.row_number
    from contributions
    where {{ is_visible('contributions') }}

)

select * from visible
