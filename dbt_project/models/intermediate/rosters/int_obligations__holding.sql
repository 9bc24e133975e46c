with

obligations as (

    select * from {{ ref('stg_reference__obligations') }}

),

holding as (

    select obligations.*
    from obligations
    where
        obligations.valid_from <= {{ period_end() }}
        and (obligations.valid_to is null or obligations.valid_to >= {{ period_start() }})

),

newest as (

    select *
    from {{ first_of(
        'holding',
        'partner_id, roster_kind',
        'valid_from desc nulls first'
    ) }} as ranked

)

select * from newest
