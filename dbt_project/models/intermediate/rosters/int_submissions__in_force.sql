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

full_lists as (

    select usable.*
    from usable
    where usable.is_full

),

newest_full as (

    select *
    from {{ first_of(
        'full_lists',
        'partner_no, roster_kind',
        'valid_from desc, submission_no desc'
    ) }} as ranked

),

standing as (

    select usable.*
    from usable
    left join newest_full
        on
            usable.partner_no = newest_full.partner_no
            and usable.roster_kind = newest_full.roster_kind
    where
        newest_full.submission_no is null
        or usable.submission_no = newest_full.submission_no
        or (
            not usable.is_full
            and (
                usable.valid_from > newest_full.valid_from
                or (
                    usable.valid_from = newest_full.valid_from
                    and usable.submission_no > newest_full.submission_no
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
