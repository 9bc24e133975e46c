with

commitments as (

    select * from {{ ref('int_commitments__known') }}

),

members as (

    select * from {{ ref('int_commitment_members__dated') }}

),

counted as (

    select
        members.npp,
        count(*) filter (where members.is_member_now) as members_now,
        count(*) filter (where members.is_member_at_baseline) as members_at_baseline
    from members
    group by members.npp

),

joined as (

    select
        commitments.*,
        coalesce(counted.members_now, 0) as members_now,
        coalesce(counted.members_at_baseline, 0) as members_at_baseline
    from commitments
    left join counted on commitments.npp = counted.npp

),

judged as (

    select
        joined.employer_no,
        joined.npp,
        joined.agreement_id,
        joined.area_code,
        joined.office_code,

        joined.active_workers,
        joined.members_stated,
        joined.members_at_baseline,
        joined.members_now,
        joined.committed_share,
        cast(greatest(
            ceil(joined.committed_share * joined.active_workers)
            - (joined.members_now - joined.members_at_baseline), 0
        ) as bigint) as missing_members,

        joined.members_now - joined.members_at_baseline
        >= joined.committed_share * joined.active_workers as has_reached,

        joined.baseline_on,

        {{ counted_record('joined', 'employer', 'joined.employer_no', 'reference') }}
    from joined

)

select * from judged
