with

obligations as (

    select * from {{ stored(source('reference', 'obligation')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        obligations.partner_id,
        obligations.roster_kind,
        obligations.funding_code,
        obligations.agreement_id,
        obligations.frequency,
        obligations.due_day,
        obligations.valid_from,
        obligations.valid_to,

        obligations.load_no,
        obligations.file_no,
        obligations.row_number
    from obligations
    where {{ is_visible('obligations') }}

)

select * from visible
