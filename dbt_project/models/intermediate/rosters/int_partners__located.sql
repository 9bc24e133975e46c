with

partners as (

    select * from {{ ref('stg_reference__partners') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

unit_keys as (

    select * from {{ ref('stg_register__unit_keys') }}

),

numbered as (

    select
        unit_keys.unit_no as partner_no,
        partners.partner_id,
        coalesce(located.area_code, {{ nation() }}) as area_code,
        partners.office_code,
        partners.partner_name,

        partners.load_no,
        partners.file_no,
        partners.row_number
    from partners
    left join unit_keys
        on
            unit_keys.unit_kind = 'partner'
            and partners.partner_id = unit_keys.unit_id
    left join located on partners.stated_area_code = located.stated_code

)

select * from numbered
