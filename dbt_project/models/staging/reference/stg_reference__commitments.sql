with

commitments as (

    select * from {{ stored(source('reference', 'commitment')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        commitments.agreement_id,
        commitments.npp,
        commitments.active_workers,
        commitments.members as members_stated,
        commitments.share as committed_share,
        commitments.baseline_on,

        commitments.load_no,
        commitments.file_no,
        commitments.row_number
    from commitments
    where {{ is_visible('commitments') }}

)

select * from visible
