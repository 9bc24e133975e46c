-- Why each fact row came or went: by itself, else with its unit, else with what it is joined with.
with

own as (
    select
        moved.*,
        moved.source_kind = 'roster' as is_listed,
        case
            when submission_events.cause is not null then submission_events.cause
            when new_loads.load_no is not null then moved.source_kind
            when moved.is_paired and not moved.is_same_unit then 'match'
            -- The same person recognised by records that are new is the doing of these.
            when
                moved.is_paired
                and not moved.is_same_match
                and (moved.decision_load_no is null or deciding.kind = 'decision')
                then 'match'
            when moved.is_moved_only then 'area_move'
            -- Whose number was given up, or given again, is gone or there with it.
            when joined.load_no is not null and not moved.is_paired then 'match'
        end as why,
        case
            when submission_events.cause is not null or new_loads.load_no is not null then 1
            when moved.is_paired and not moved.is_same_match then 2
            else 3
        end as place,
        case
            when submission_events.cause is not null then 'submission'
            when
                moved.source_kind = 'roster'
                and moved.is_paired
                and not moved.is_same_match
                and deciding.load_no is null
                and joined.load_no is null
                then 'submission'
            else 'load'
        end as origin_kind,
        case
            when submission_events.cause is not null then submission_events.by_submission_no
            when new_loads.load_no is not null then moved.source_no
            when moved.is_paired and not moved.is_same_match
                then coalesce(deciding.load_no, joined.load_no, moved.source_no)
            when joined.load_no is not null and not moved.is_paired and not moved.is_moved_only
                then joined.load_no
            else 0
        end as origin_no,
        joined.load_no as joined_no
    from main.moved
    left join main.submission_events
        on moved.source_kind = 'roster' and moved.source_no = submission_events.submission_no
    left join main.new_loads
        on moved.source_kind <> 'roster' and moved.source_no = new_loads.load_no
    left join main.new_loads as deciding
        on moved.decision_load_no = deciding.load_no
    left join main.joined
        on moved.unit_kind = 'person' and moved.unit_no = joined.person_no
),

ranked as (
    select
        own.*,
        row_number() over (
            partition by own.fact, own.unit_kind, own.unit_no
            order by own.place, own.sign desc, own.origin_no desc, own.row_no
        ) as rank_of_fact,
        row_number() over (
            partition by own.unit_kind, own.unit_no, own.is_listed
            order by own.place, own.sign desc, own.origin_no desc, own.row_no
        ) as rank_of_unit
    from own
    where own.why is not null
),

decided as (
    select
        own.*,
        of_fact.why as fact_why,
        of_fact.origin_kind as fact_kind,
        of_fact.origin_no as fact_no,
        of_records.why as records_why,
        of_records.origin_kind as records_kind,
        of_records.origin_no as records_no,
        of_lists.why as lists_why,
        of_lists.origin_kind as lists_kind,
        of_lists.origin_no as lists_no,
        drivers.cause as driver_why,
        drivers.by_submission_no as driver_no,
        -- A row on a list changes with what the register holds of its person, no record with a list.
        case
            when own.why is not null then 'own'
            when of_fact.why is not null then 'fact'
            when own.is_listed and own.is_paired and of_records.why is not null then 'records'
            when own.is_listed and of_lists.why is not null then 'lists'
            when own.source_kind = 'register' and of_records.why is not null then 'records'
            when own.joined_no is not null then 'joined'
            when own.unit_kind = 'obligation' and drivers.cause is not null then 'driver'
            when own.unit_kind in ('obligation', 'action') and news.is_later then 'time'
            when news.has_other_facts and own.is_paired then 'definition'
            when news.has_reference and own.source_kind = 'register' and own.is_paired then 'reference'
            when news.has_reference and own.source_kind = 'reference' and own.unit_kind <> 'employer'
                then 'reference'
            when news.has_register then 'register'
            when news.has_reference then 'reference'
            when news.has_other_code then 'definition'
            else 'time'
        end as decided_by
    from own
    cross join main.news
    left join ranked as of_fact
        on
            own.fact = of_fact.fact
            and own.unit_kind = of_fact.unit_kind
            and own.unit_no = of_fact.unit_no
            and of_fact.rank_of_fact = 1
    left join ranked as of_records
        on
            own.unit_kind = of_records.unit_kind
            and own.unit_no = of_records.unit_no
            and not of_records.is_listed
            and of_records.rank_of_unit = 1
    left join ranked as of_lists
        on
            own.unit_kind = of_lists.unit_kind
            and own.unit_no = of_lists.unit_no
            and of_lists.is_listed
            and of_lists.rank_of_unit = 1
    left join main.drivers
        on own.partner_id = drivers.partner_id and own.roster_kind = drivers.roster_kind
)

select
    decided.row_no,
    case decided.decided_by
        when 'own' then decided.why
        when 'fact' then decided.fact_why
        when 'records' then decided.records_why
        when 'lists' then decided.lists_why
        when 'driver' then decided.driver_why
        when 'joined' then 'match'
        else decided.decided_by
    end as why,
    case decided.decided_by
        when 'own' then decided.origin_kind
        when 'fact' then decided.fact_kind
        when 'records' then decided.records_kind
        when 'lists' then decided.lists_kind
        when 'driver' then 'submission'
        when 'time' then 'as_of'
        when 'definition' then 'code'
        else 'load'
    end as origin_kind,
    case decided.decided_by
        when 'own' then decided.origin_no
        when 'fact' then decided.fact_no
        when 'records' then decided.records_no
        when 'lists' then decided.lists_no
        when 'driver' then decided.driver_no
        when 'joined' then decided.joined_no
        else 0
    end as origin_no
from decided
