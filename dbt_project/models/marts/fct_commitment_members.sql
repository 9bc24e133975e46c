with

commitments as (

    select * from {{ ref('int_commitments__known') }}

),

members as (

    select * from {{ ref('int_commitment_members__dated') }}

),

joined as (

    select
        commitments.employer_no,
        members.npp,
        commitments.agreement_id,
        commitments.area_code,
        commitments.office_code,

        members.is_member_at_baseline,
        members.is_member_now,
        case when members.is_member_now then 1 else 0 end
        - case when members.is_member_at_baseline then 1 else 0 end as growth,

        case when members.person_no < 0 then 'membership' else 'person' end as unit_kind,
        members.person_no as unit_no,
        {{ record_of('members') }}
    from members
    inner join commitments on members.npp = commitments.npp

)

select * from joined
