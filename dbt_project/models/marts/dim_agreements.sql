with

agreements as (

    select * from {{ ref('int_agreements__known') }}

),

named as (

    select
        agreements.agreement_id,
        agreements.agreement_title,
        agreements.agreement_kind,
        agreements.partner_id,
        agreements.area_code
    from agreements

)

select * from named
