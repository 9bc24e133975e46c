-- It begins with what intake counted, before any join: a list that a join drops is missed here.
with

in_force as (

    select * from {{ ref('int_submissions__in_force') }}

),

kinds as (

    select * from {{ ref('roster_kinds') }}

),

roster_months as (

    select * from {{ ref('fct_roster_months') }}

),

accepted as (

    select
        in_force.partner_no,
        in_force.partner_id,
        in_force.roster_kind,
        sum(in_force.accepted) as accepted_rows
    from in_force
    group by 1, 2, 3

),

people as (

    select
        roster_months.partner_no,
        roster_months.roster_kind,
        count(*) filter (where roster_months.unit_kind = 'person') as persons,
        sum(
            case roster_months.unit_kind when 'person' then roster_months.listed_rows - 1 end
        ) as repeats,
        count(*) filter (where roster_months.unit_kind = 'roster_row') as without_person
    from roster_months
    group by 1, 2

),

sorted as (

    select
        accepted.partner_id,
        accepted.roster_kind,

        accepted.accepted_rows,
        coalesce(people.persons, 0) as persons,
        coalesce(people.repeats, 0) as repeats,
        coalesce(people.without_person, 0) as without_person,
        case when kinds.counts <> 'persons' then accepted.accepted_rows else 0 end
            as not_people,

        kinds.code is not null as is_kind_listed
    from accepted
    left join kinds on accepted.roster_kind = kinds.code
    left join people
        on
            accepted.partner_no = people.partner_no
            and accepted.roster_kind = people.roster_kind

),

explained as (

    select
        sorted.*,
        sorted.persons + sorted.repeats + sorted.without_person + sorted.not_people
            as explained_rows
    from sorted

),

compared as (

    select
        explained.partner_id,
        explained.roster_kind,
        explained.partner_id || ' ' || explained.roster_kind || ': ' || explained.explained_rows
        || ' of ' || explained.accepted_rows || ' accepted rows explained' as roster,

        cast(explained.accepted_rows as bigint) as accepted_rows,
        explained.persons,
        cast(explained.repeats as bigint) as repeats,
        explained.without_person,
        cast(explained.not_people as bigint) as not_people,
        cast(explained.explained_rows as bigint) as explained_rows,

        explained.is_kind_listed
    from explained

)

select * from compared
