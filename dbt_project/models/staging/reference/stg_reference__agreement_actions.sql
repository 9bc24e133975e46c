with

agreement_actions as (

    select * from {{ stored(source('reference', 'agreement_action')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        agreement_actions.agreement_id,
        agreement_actions.action_id,
        agreement_actions.action,
        agreement_actions.responsible,
        agreement_actions.document,
        agreement_actions.measure,
        agreement_actions.due_on,
        agreement_actions.done_on,

        agreement_actions.load_no,
        agreement_actions.file_no,
        agreement_actions.row_number
    from agreement_actions
    where {{ is_visible('agreement_actions') }}

)

select * from visible
