with

obligations as (

    select * from {{ ref('int_obligations__holding') }}

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

owed as (

    select
        obligations.*,
        {{ day_of_next_month('obligations.due_day') }} as due_on
    from obligations
    where
        obligations.frequency = 'monthly'
        or (
            obligations.frequency = 'quarterly'
            and {{ month_of(period_end()) }} in (3, 6, 9, 12)
        )
        or (
            obligations.frequency = 'yearly'
            and {{ month_of(period_end()) }} = {{ month_of('obligations.valid_from') }}
        )
        or (
            obligations.frequency = 'once'
            and obligations.valid_from >= {{ period_start() }}
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
        cast(greatest(
            coalesce({{ days_between('owed.due_on', 'arrivals.received_on') }}, 0), 0
        ) as integer) as days_late,

        {{ counted_record(
            'owed', 'obligation', 'partners.partner_no * 100 + kinds.number', 'reference'
        ) }}
    from owed
    inner join partners on owed.partner_id = partners.partner_id
    inner join kinds on owed.roster_kind = kinds.code
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
