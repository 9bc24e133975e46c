with

agreements as (

    select * from {{ ref('int_agreements__known') }}

),

partners as (

    select * from {{ ref('int_partners__located') }}

),

areas as (

    select * from {{ ref('int_areas__current') }}

),

actions as (

    select * from {{ ref('fct_agreement_actions') }}

),

counted as (

    select
        actions.agreement_id,
        count(*) as actions_planned,
        count(*) filter (where actions.is_done) as actions_done,
        count(*) filter (where actions.is_overdue) as actions_overdue
    from actions
    group by actions.agreement_id

),

listed as (

    select
        agreements.agreement_id,
        agreements.agreement_kind,
        agreements.agreement_title,
        partners.partner_name,
        agreements.area_code,
        areas.area_name,

        coalesce(counted.actions_planned, 0) as actions_planned,
        coalesce(counted.actions_done, 0) as actions_done,
        coalesce(counted.actions_overdue, 0) as actions_overdue,

        agreements.signed_on,
        agreements.valid_to
    from agreements
    left join partners on agreements.partner_id = partners.partner_id
    left join areas on agreements.area_code = areas.area_code
    left join counted on agreements.agreement_id = counted.agreement_id

)

select * from listed
