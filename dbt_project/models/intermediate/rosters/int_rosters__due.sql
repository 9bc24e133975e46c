with

obligations as (

    select * from {{ ref('stg_reference__obligations') }}

),

partners as (

    select * from {{ ref('int_partners__located') }}

),

submissions as (

    select * from {{ ref('stg_intake__submissions') }}

),

kinds as (

    select * from {{ ref('roster_kinds') }}

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
    from {{ first_of('holding', 'partner_id, roster_kind', 'valid_from desc') }} as ranked

),

owed as (

    select
        newest.*,
        {{ day_of_next_month('newest.due_day') }} as due_on
    from newest
    where
        newest.frequency = 'monthly'
        or (
            newest.frequency = 'quarterly'
            and {{ month_of(period_end()) }} in (3, 6, 9, 12)
        )
        or (
            newest.frequency = 'yearly'
            and {{ month_of(period_end()) }} = {{ month_of('newest.valid_from') }}
        )
        or (
            newest.frequency = 'once'
            and newest.valid_from >= {{ period_start() }}
        )

),

arrivals as (

    select
        submissions.partner_id,
        submissions.roster_kind,
        min({{ local_date('submissions.received_at') }}) as received_on
    from submissions
    where
        submissions.period = {{ period() }}
        and submissions.outcome <> 'refused'
    group by submissions.partner_id, submissions.roster_kind

),

answered as (

    select
        partners.partner_no * 100 + kinds.number as obligation_no,
        partners.partner_no,
        owed.partner_id,
        owed.roster_kind,
        owed.funding_code,
        partners.area_code,
        partners.office_code,

        arrivals.received_on is not null as is_received,
        coalesce(arrivals.received_on <= owed.due_on, false) as is_on_time,

        owed.due_on,
        arrivals.received_on,

        owed.load_no,
        owed.file_no,
        owed.row_number
    from owed
    left join partners on owed.partner_id = partners.partner_id
    left join kinds on owed.roster_kind = kinds.code
    left join arrivals
        on
            owed.partner_id = arrivals.partner_id
            and owed.roster_kind = arrivals.roster_kind

),

due as (

    select answered.*
    from answered
    where answered.due_on < {{ as_of_date() }} or answered.is_received

)

select * from due
