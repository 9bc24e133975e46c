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

counted as (
    -- Judgements that were free as they landed, and those freed by a release, in the load of the release.
    select
        submission.period,
        judgement.submission_no,
        judgement.judgement_no,
        coalesce(released.load_no, judgement.load_no) as load_no
    from intake.judgement
    inner join intake.submission on judgement.submission_no = submission.submission_no
    left join intake.hold as held_at_once
        on
            judgement.submission_no = held_at_once.submission_no
            and judgement.judgement_no = held_at_once.judgement_no
            and judgement.load_no = held_at_once.load_no
    left join intake.hold as released
        on
            held_at_once.submission_no = released.submission_no
            and held_at_once.judgement_no = released.judgement_no
            and released.state = 'released'
    where
        submission.roster_kind = any(%(kinds_of_people)s)
        and judgement.outcome <> 'refused'
        and (held_at_once.hold_no is null or released.hold_no is not null)
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
    counted.load_no = any(%(load_nos)s)
    and roster_row.verdict = 'accepted'
    and (
        roster_row.nik ~ %(nik)s
        or (roster_row.kpj ~ %(kpj)s and roster_row.kpj !~ %(filler)s)
    )
