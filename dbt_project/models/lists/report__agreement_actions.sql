with

actions as (

    select * from {{ ref('fct_agreement_actions') }}

),

agreements as (

    select * from {{ ref('int_agreements__known') }}

),

listed as (

    select
        actions.agreement_id,
        agreements.agreement_title,
        actions.area_code,
        actions.action_id,
        actions.action,
        actions.responsible,
        actions.due_on,
        actions.done_on,
        case
            when actions.is_done then 'done'
            when actions.is_overdue then 'overdue'
            else 'planned'
        end as status
    from actions
    inner join agreements on actions.agreement_id = agreements.agreement_id

)

select * from listed
