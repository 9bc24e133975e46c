-- Rows of lists in force whose newest decision is that they may be somebody, with whom, and how much the
-- coverage of their place would move: by one of the people listed there, where the person is a member at the
-- month's end.
with

list as (
    select in_force.*
    from intake.in_force(%(as_of)s, %(period)s) as in_force
    where
        in_force.roster_kind = any(%(kinds_of_people)s)
),

month as (
    select
        (
            make_date(left(%(period)s, 4)::integer, right(%(period)s, 2)::integer, 1)
            + interval '1 month - 1 day'
        )::date as last_day
),

listed as materialized (
    select
        list.submission_id,
        list.partner_id,
        list.roster_kind,
        coalesce(roster_row.funding_code, list.funding_code) as funding_code,
        roster_row.submission_no,
        roster_row.judgement_no,
        roster_row.sheet_no,
        roster_row.row_number,
        roster_row.verdict,
        roster_row.nik,
        roster_row.kpj,
        roster_row.nama,
        roster_row.area_code
    from list
    inner join intake.roster_row
        on
            list.period = roster_row.period
            and list.submission_no = roster_row.submission_no
            and list.judgement_no = roster_row.judgement_no
    where roster_row.verdict in ('accepted', 'quarantined')
),

place as (
    select
        listed.area_code,
        count(*) as people
    from listed
    where listed.verdict = 'accepted'
    group by listed.area_code
),

decided as (
    select distinct on (
        decision.submission_no, decision.judgement_no, decision.sheet_no, decision.row_number
    ) decision.*
    from list
    inner join identity.decision
        on
            list.submission_no = decision.submission_no
            and list.judgement_no = decision.judgement_no
    inner join control.load on decision.load_no = load.load_no
    where load.recorded_at <= %(as_of)s
    order by
        decision.submission_no,
        decision.judgement_no,
        decision.sheet_no,
        decision.row_number,
        load.recorded_at desc,
        decision.load_no desc
),

oldest as (
    select older.*
    from identity.oldest_at(%(as_of)s) as older
),

undecided as materialized (
    select
        decided.*,
        coalesce(oldest.oldest_person_no, decided.candidate_no) as standing_no
    from decided
    left join oldest on decided.candidate_no = oldest.person_no
    where decided.outcome = 'possible'
),

number as materialized (
    select
        standing.standing_no,
        standing.standing_no as person_no
    from (select distinct undecided.standing_no from undecided) as standing
    union
    select
        oldest.oldest_person_no as standing_no,
        oldest.person_no
    from oldest
    where oldest.oldest_person_no in (select undecided.standing_no from undecided)
),

known as (
    select distinct on (number.standing_no)
        number.standing_no,
        description.name,
        description.area_code
    from number
    inner join identity.description on number.person_no = description.person_no
    order by number.standing_no, description.description_no desc
),

named as (
    select
        number.standing_no,
        min(identity.key_text(person_key.key_no)) filter (
            where identity.key_kind(person_key.key_no) = 'nik'
        ) as nik,
        min(identity.key_text(person_key.key_no)) filter (
            where identity.key_kind(person_key.key_no) = 'kpj'
        ) as kpj,
        array_agg(identity.key_text(person_key.key_no)) as keys
    from number
    inner join identity.person_key on number.person_no = person_key.person_no
    group by number.standing_no
),

member as (
    select distinct key_of.standing_no
    from (
        select
            named.standing_no,
            unnest(named.keys) as key_text
        from named
    ) as key_of
    inner join register.membership
        on key_of.key_text = membership.nik or key_of.key_text = membership.kpj
    cross join month
    where
        membership.replaced_by_load_no is null
        and membership.active_from <= month.last_day
        and (membership.active_to is null or membership.active_to >= month.last_day)
)

select
    listed.submission_id || '/' || listed.sheet_no || '/' || listed.row_number as row_id,
    listed.partner_id,
    listed.roster_kind,
    listed.area_code as place_code,
    listed.verdict,
    listed.funding_code,
    place.people,
    case
        when listed.verdict = 'accepted' and member.standing_no is not null
            then round(100.0 / place.people, 2)
        else 0
    end as points,
    undecided.standing_no as person_no,
    undecided.load_no as decided_load_no,
    undecided.weight,
    undecided.lead,
    undecided.model_version,
    undecided.name_level,
    undecided.date_level,
    undecided.sex_level,
    undecided.place_level,
    undecided.nik_level,
    undecided.mother_level,
    listed.nik,
    listed.kpj,
    listed.nama as name,
    named.nik as person_nik,
    named.kpj as person_kpj,
    known.name as person_name,
    known.area_code as person_area_code,
    count(*) over () as all_pairs
from undecided
inner join listed
    on
        undecided.submission_no = listed.submission_no
        and undecided.judgement_no = listed.judgement_no
        and undecided.sheet_no = listed.sheet_no
        and undecided.row_number = listed.row_number
left join place on listed.area_code is not distinct from place.area_code
left join member on undecided.standing_no = member.standing_no
left join known on undecided.standing_no = known.standing_no
left join named on undecided.standing_no = named.standing_no
where
    (%(partner_id)s::text is null or listed.partner_id = %(partner_id)s)
    and (%(with_suggestions)s or listed.verdict = 'accepted')
order by
    (listed.verdict = 'quarantined'),
    points desc nulls last,
    (listed.funding_code in ('APBD', 'APBN')) desc nulls last,
    undecided.weight desc nulls last,
    listed.submission_no,
    listed.sheet_no,
    listed.row_number
limit %(most)s
