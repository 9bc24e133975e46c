with

agreements as (

    select * from {{ ref('stg_reference__agreements') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

unit_keys as (

    select * from {{ ref('stg_register__unit_keys') }}

),

known as (

    select
        agreements.agreement_id,
        unit_keys.unit_no as agreement_no,
        coalesce(located.area_code, {{ nation() }}) as area_code,
        agreements.agreement_kind,
        agreements.partner_id,
        agreements.agreement_title,

        agreements.signed_on
    from agreements
    left join located on agreements.area_code = located.stated_code
    left join unit_keys
        on
            unit_keys.unit_kind = 'agreement'
            and agreements.agreement_id = unit_keys.unit_id
    where
        agreements.signed_on <= {{ as_of_date() }}
        and (agreements.valid_to is null or agreements.valid_to >= {{ period_start() }})

)

select * from known
