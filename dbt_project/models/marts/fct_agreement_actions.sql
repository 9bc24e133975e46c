with

actions as (

    select * from {{ ref('stg_reference__agreement_actions') }}

),

agreements as (

    select * from {{ ref('int_agreements__known') }}

),

unit_keys as (

    select * from {{ ref('stg_register__unit_keys') }}

),

dated as (

    select
        actions.*,
        coalesce(actions.done_on <= {{ as_of_date() }}, false) as is_done
    from actions

),

known as (

    select
        dated.agreement_id,
        dated.action_id,
        agreements.area_code,
        dated.action,
        dated.responsible,

        dated.is_done,
        not dated.is_done and dated.due_on < {{ as_of_date() }} as is_overdue,

        dated.due_on,
        case when dated.is_done then dated.done_on end as done_on,

        {{ counted_record('dated', 'action', 'unit_keys.unit_no', 'reference') }}
    from dated
    inner join agreements on dated.agreement_id = agreements.agreement_id
    left join unit_keys
        on
            unit_keys.unit_kind = 'action'
            and dated.agreement_id || '/' || dated.action_id = unit_keys.unit_id

)

select * from known
