with

agreements as (

    select * from {{ stored(source('reference', 'agreement')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        agreements.agreement_id,
        agreements.agreement_kind,
        agreements.title as agreement_title,
        agreements.partner_id,
        agreements.area_code,
        agreements.signed_on,
        agreements.valid_to,

        agreements.load_no,
        agreements.file_no,
        agreements.row_number
    from agreements
    where {{ is_visible('agreements') }}

)

select * from visible
