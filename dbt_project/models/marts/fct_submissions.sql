with

submissions as (

    select * from {{ ref('stg_intake__submissions') }}

),

in_force as (

    select * from {{ ref('int_submissions__in_force') }}

),

partners as (

    select * from {{ ref('int_partners__located') }}

),

answers as (

    select * from {{ ref('int_submissions__answered') }}

),

dated as (

    select
        submissions.*,
        {{ local_date('submissions.received_at') }} as received_on
    from submissions

),

concerned as (

    select
        submissions.submission_no,
        submissions.judgement_no,
        submissions.submission_id,
        submissions.partner_no,
        submissions.partner_id,
        submissions.roster_kind,
        submissions.period,
        coalesce(partners.area_code, {{ nation() }}) as area_code,
        partners.office_code,
        submissions.outcome,
        submissions.refusal_code,

        submissions.received,
        submissions.accepted,
        submissions.quarantined,
        submissions.duplicates,

        in_force.submission_no is not null as is_in_force,
        submissions.period = {{ period() }} as is_of_period,

        submissions.received_on,
        answers.answered_on,
        case
            when submissions.period = {{ period() }}
                then
                    cast(greatest(
                        {{ days_between('submissions.received_on', 'answers.answered_on') }}, 0
                    ) as integer)
        end as days_to_answer,

        'submission' as unit_kind,
        submissions.submission_no as unit_no,
        'roster' as source_kind,
        submissions.submission_no as source_no,
        cast(null as integer) as sheet_no,
        cast(null as integer) as row_number
    from dated as submissions
    left join answers on submissions.submission_no = answers.submission_no
    left join in_force on submissions.submission_no = in_force.submission_no
    left join partners on submissions.partner_no = partners.partner_no
    where
        in_force.submission_no is not null
        or submissions.period = {{ period() }}

)

select * from concerned
