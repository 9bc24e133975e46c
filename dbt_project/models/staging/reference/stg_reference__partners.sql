with

partners as (

    select * from {{ stored(source('reference', 'partner')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        partners.partner_id,
        partners.partner_name,
        partners.area_code as stated_area_code,
        partners.office_code,

        partners.load_no,
        partners.file_no,
        partners.row_number
    from partners
    where {{ is_visible('partners') }}

)

select * from visible
