-- The distinct keys of each of some loads: of the register in pairs only where they link, of rosters one.
create temporary table keyed_row on commit drop as
with

registered as (
    select
        membership.load_no,
        load.recorded_at,
        identity.nik_no(membership.nik) as nik_no,
        identity.kpj_no(membership.kpj) as kpj_no
    from register.membership
    inner join control.load on membership.load_no = load.load_no
    where membership.load_no = any(%(load_nos)s)
),

shared as (
    select
        finding.key_no,
        load.recorded_at
    from identity.finding
    inner join control.load on finding.load_no = load.load_no
    where finding.code = 'KPJ_BEBERAPA_NIK'
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
    registered.nik_no,
    case
        when registered.nik_no is null or shared.key_no is null then registered.kpj_no
    end as kpj_no
from registered
left join shared
    on
        registered.kpj_no = shared.key_no
        and registered.recorded_at >= shared.recorded_at
where registered.nik_no is not null or registered.kpj_no is not null
union
select distinct
    counted.load_no,
    identity.nik_no(roster_row.nik) as nik_no,
    case
        when identity.nik_no(roster_row.nik) is null then identity.kpj_no(roster_row.kpj)
    end as kpj_no
from counted
inner join intake.roster_row
    on
        counted.period = roster_row.period
        and counted.submission_no = roster_row.submission_no
        and counted.judgement_no = roster_row.judgement_no
where
    roster_row.verdict = 'accepted'
    and coalesce(identity.nik_no(roster_row.nik), identity.kpj_no(roster_row.kpj)) is not null
