with

claims as (

    select * from {{ stored(source('register', 'claim')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        claims.claim_id,
        claims.programme_code,
        claims.office_code,
        claims.area_code as stated_area_code,
        claims.cases,
        claims.rupiah,
        claims.scholarship_children,
        claims.scholarship_rupiah,
        claims.paid_on,

        claims.load_no,
        claims.file_no,
        claims.row_number
    from claims
    where {{ is_visible('claims') }}

)

select * from visible
