with

contribution_rates as (

    select * from {{ stored(source('reference', 'contribution_rate')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        contribution_rates.segment_code,
        contribution_rates.programme_code,
        contribution_rates.category_code,
        contribution_rates.document,

        contribution_rates.rupiah,

        contribution_rates.is_relief,

        contribution_rates.valid_from,
        contribution_rates.valid_to
    from contribution_rates
    where {{ is_visible('contribution_rates') }}

)

select * from visible
