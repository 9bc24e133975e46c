with

roster_rows as (

    select * from {{ ref('int_roster_rows__in_force') }}

),

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

kinds as (

    select * from {{ ref('roster_kinds') }}

),

running as (

    select roster_rows.*
    from roster_rows
    inner join kinds on roster_rows.roster_kind = kinds.code
    where
        kinds.is_internship
        and (roster_rows.starts_on is null or roster_rows.starts_on <= {{ period_end() }})
        and (roster_rows.ends_on is null or roster_rows.ends_on >= {{ period_end() }})

),

hosted as (

    select *
    from {{ first_of(
        'running',
        'host_code, unit_kind, unit_no',
        newest_list_first('submission_no')
    ) }} as ranked

),

interns as (

    select hosted.person_no
    from hosted
    where hosted.person_no is not null

    union

    select hosted.candidate_no as person_no
    from hosted
    where hosted.candidate_no is not null

),

covered as (

    select
        memberships.person_no,
        min(memberships.active_from) as covered_from,
        {{ joined_texts('memberships.programme_codes') }} as programme_codes
    from memberships
    inner join interns on memberships.person_no = interns.person_no
    where memberships.is_active_month_end
    group by memberships.person_no

),

joined as (

    select
        hosted.*,
        covered.programme_codes,
        covered.covered_from,
        candidates.programme_codes as possible_programme_codes,
        covered.person_no is not null as is_active_month_end,
        candidates.person_no is not null as is_possibly_active_month_end
    from hosted
    left join covered on hosted.person_no = covered.person_no
    left join covered as candidates on hosted.candidate_no = candidates.person_no

)

select * from joined
