with

obligations as (

    select * from {{ ref('fct_obligations') }}

),

partners as (

    select * from {{ ref('int_partners__located') }}

),

listed as (

    select
        obligations.partner_id,
        partners.partner_name,
        obligations.roster_kind,
        obligations.area_code,
        obligations.office_code,
        obligations.due_on,
        obligations.received_on,
        obligations.is_received,
        obligations.is_on_time,
        obligations.days_late
    from obligations
    inner join partners on obligations.partner_no = partners.partner_no

)

select * from listed
