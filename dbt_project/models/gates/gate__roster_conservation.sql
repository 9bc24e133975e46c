with

roster_rows as (

    select * from {{ ref('int_roster_rows__in_force') }}

),

roster_months as (

    select * from {{ ref('fct_roster_months') }}

),

rows_accepted as (

    select
        roster_rows.partner_id,
        roster_rows.roster_kind,
        roster_rows.funding_code,
        count(*) as accepted_rows
    from roster_rows
    group by 1, 2, 3

),

people as (

    select
        roster_months.partner_id,
        roster_months.roster_kind,
        roster_months.funding_code,
        count(*) filter (where roster_months.unit_kind = 'person') as persons,
        sum(
            case roster_months.unit_kind when 'person' then roster_months.listed_rows - 1 end
        ) as repeats,
        count(*) filter (where roster_months.unit_kind = 'roster_row') as without_person
    from roster_months
    group by 1, 2, 3

),

compared as (

    select
        rows_accepted.partner_id,
        rows_accepted.roster_kind,
        rows_accepted.funding_code,

        rows_accepted.accepted_rows,
        coalesce(people.persons, 0) as persons,
        coalesce(people.repeats, 0)::bigint as repeats,
        coalesce(people.without_person, 0) as without_person
    from rows_accepted
    left join people
        on
            rows_accepted.partner_id = people.partner_id
            and rows_accepted.roster_kind = people.roster_kind
            and rows_accepted.funding_code = people.funding_code

)

select * from compared
