-- The distinct keys of each of some loads: of the register in pairs only where they link, of rosters one.
create temporary table keyed_row on commit drop as
with

registered as (
    select
        membership.load_no,
        load.recorded_at,
        case when membership.nik ~ %(nik)s then membership.nik end as nik,
        case
            when membership.kpj ~ %(kpj)s and membership.kpj !~ %(filler)s then membership.kpj
        end as kpj
    from register.membership
    inner join control.load on membership.load_no = load.load_no
    where membership.load_no = any(%(load_nos)s)
),

shared as (
    -- A KPJ that one load had beside more than one NIK.
    select
        membership.kpj,
        load.recorded_at
    from register.membership
    inner join control.load on membership.load_no = load.load_no
    where
        membership.kpj in (select registered.kpj from registered)
        and membership.nik ~ %(nik)s
    group by membership.kpj, load.recorded_at
    having min(membership.nik) <> max(membership.nik)
),

shared_since as (
    select
        shared.kpj,
        min(shared.recorded_at) as recorded_at
    from shared
    group by shared.kpj
),

touched as (
    -- What a load judged, and what it released.
    select
        judgement.load_no,
        judgement.submission_no,
        judgement.judgement_no
    from intake.judgement
    where judgement.load_no = any(%(load_nos)s)
    union
    select
        hold.load_no,
        hold.submission_no,
        hold.judgement_no
    from intake.hold
    where hold.load_no = any(%(load_nos)s) and hold.state = 'released'
),

counted as (
    -- Of that what counted as the load was recorded, whatever came of it since.
    -- Looked up one by one (offset 0): the cost follows the loads and not the months on record.
    select
        touched.load_no,
        standing.period,
        standing.submission_no,
        standing.judgement_no
    from touched
    inner join control.load on touched.load_no = load.load_no
    cross join
        lateral (
            select submission.* from intake.submission_at(load.recorded_at) as submission
            where submission.submission_no = touched.submission_no
            order by submission.submission_no
            offset 0
        ) as standing
    where
        touched.judgement_no = standing.judgement_no
        and standing.is_usable
        and standing.roster_kind = any(%(kinds_of_people)s)
)

select distinct
    registered.load_no,
    registered.nik,
    case
        when registered.nik is null or shared_since.kpj is null then registered.kpj
    end as kpj
from registered
left join shared_since
    on
        registered.kpj = shared_since.kpj
        and registered.recorded_at >= shared_since.recorded_at
where registered.nik is not null or registered.kpj is not null
union
select distinct
    counted.load_no,
    case when roster_row.nik ~ %(nik)s then roster_row.nik end as nik,
    case when roster_row.nik ~ %(nik)s then null else roster_row.kpj end as kpj
from counted
inner join intake.roster_row
    on
        counted.period = roster_row.period
        and counted.submission_no = roster_row.submission_no
        and counted.judgement_no = roster_row.judgement_no
where
    roster_row.verdict = 'accepted'
    and (
        roster_row.nik ~ %(nik)s
        or (roster_row.kpj ~ %(kpj)s and roster_row.kpj !~ %(filler)s)
    )
