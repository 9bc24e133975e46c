with

submissions as (

    select * from {{ ref('stg_intake__submissions') }}

),

usable as (

    select submissions.*
    from submissions
    where
        submissions.valid_from <= {{ period_end() }}
        and submissions.outcome in ('accepted', 'accepted_with_findings')

),

newest_parts as (

    select *
    from {{ first_of('usable', 'list_no, part_no', 'submission_no desc') }} as ranked

),

full_lists as (

    select newest_parts.*
    from newest_parts
    where newest_parts.is_full

),

newest_full as (

    select *
    from {{ first_of(
        'full_lists',
        'partner_no, roster_kind',
        'valid_from desc, list_no desc'
    ) }} as ranked

),

standing as (

    select newest_parts.*
    from newest_parts
    left join newest_full
        on
            newest_parts.partner_no = newest_full.partner_no
            and newest_parts.roster_kind = newest_full.roster_kind
    where
        newest_full.submission_no is null
        or newest_parts.list_no = newest_full.list_no
        or (
            not newest_parts.is_full
            and (
                newest_parts.valid_from > newest_full.valid_from
                or (
                    newest_parts.valid_from = newest_full.valid_from
                    and newest_parts.submission_no > newest_full.list_no
                )
            )
        )

),

in_force as (

    select
        standing.submission_no,
        standing.judgement_no,
        standing.submission_id,
        standing.partner_no,
        standing.partner_id,
        standing.roster_kind,
        standing.period,
        standing.funding_code,
        standing.agreement_id,

        standing.accepted,

        standing.is_full,

        standing.valid_from
    from standing
    where
        (standing.valid_to is null or standing.valid_to >= {{ period_start() }})
        and (standing.is_carried_forward or standing.period = {{ period() }})

)

select * from in_force
