with

roster_rows as (

    select * from {{ ref('int_roster_rows__in_force') }}

),

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

counted as (

    select
        roster_rows.*,
        count(*) over (
            partition by
                roster_rows.partner_no,
                roster_rows.roster_kind,
                roster_rows.funding_code,
                roster_rows.unit_kind,
                roster_rows.unit_no
        ) as listed_rows
    from roster_rows

),

representative as (

    select *
    from {{ first_of(
        'counted',
        'partner_no, roster_kind, funding_code, unit_kind, unit_no',
        'listed_from desc, submission_no desc, sheet_no, row_number'
    ) }} as ranked

),

persons as (

    select roster_rows.person_no
    from roster_rows
    group by roster_rows.person_no

),

members as (

    select
        memberships.person_no,
        bool_or(memberships.is_registered) as is_registered,
        bool_or(memberships.is_active_month_end) as is_active_month_end
    from memberships
    inner join persons on memberships.person_no = persons.person_no
    group by memberships.person_no

),

joined as (

    select
        representative.partner_no,
        representative.partner_id,
        representative.roster_kind,
        representative.funding_code,
        representative.unit_kind,
        representative.unit_no,
        representative.area_code,
        representative.office_code,
        representative.category_code,

        representative.listed_rows,

        coalesce(members.is_registered, false) as is_registered,
        coalesce(members.is_active_month_end, false) as is_active_month_end,

        representative.listed_from,

        representative.submission_no,
        representative.sheet_no,
        representative.row_number
    from representative
    left join members on representative.person_no = members.person_no

)

select * from joined
