with

commitments as (

    select * from {{ ref('int_commitments__known') }}

),

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

dated as (

    select
        commitments.npp,
        memberships.person_no,
        memberships.membership_id,
        memberships.active_from,
        memberships.is_active_month_end as is_member_now,
        {{ is_active_on('memberships', 'commitments.baseline_on') }} as is_member_at_baseline,

        memberships.load_no,
        memberships.file_no,
        memberships.row_number
    from commitments
    inner join memberships on commitments.npp = memberships.npp

),

persons as (

    select
        dated.npp,
        dated.person_no,
        bool_or(dated.is_member_now) as is_member_now,
        bool_or(dated.is_member_at_baseline) as is_member_at_baseline
    from dated
    group by dated.npp, dated.person_no

),

representative as (

    select *
    from {{ first_of(
        'dated',
        'npp, person_no',
        'is_member_now desc nulls first, is_member_at_baseline desc nulls first, '
        ~ 'active_from desc nulls first, ' ~ in_bytes_order('membership_id') ~ ' nulls last'
    ) }} as ranked

),

joined as (

    select
        representative.npp,
        representative.person_no,

        persons.is_member_now,
        persons.is_member_at_baseline,

        representative.load_no,
        representative.file_no,
        representative.row_number
    from representative
    inner join persons
        on
            representative.npp = persons.npp
            and representative.person_no = persons.person_no
    where persons.is_member_now or persons.is_member_at_baseline

)

select * from joined
