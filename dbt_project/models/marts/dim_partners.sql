with

partners as (

    select * from {{ ref('int_partners__located') }}

),

named as (

    select
        partners.partner_no,
        partners.partner_id,
        partners.partner_name,
        partners.area_code,
        partners.office_code
    from partners

)

select * from named
