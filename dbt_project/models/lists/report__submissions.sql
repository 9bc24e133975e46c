with

submissions as (

    select * from {{ ref('fct_submissions') }}

),

partners as (

    select * from {{ ref('int_partners__located') }}

),

listed as (

    select
        submissions.submission_id,
        submissions.partner_id,
        partners.partner_name,
        partners.area_code,
        partners.office_code,
        submissions.roster_kind,
        submissions.period,
        submissions.received_on,
        submissions.outcome,
        submissions.refusal_code,

        submissions.received,
        submissions.accepted,
        submissions.quarantined,
        submissions.duplicates,

        submissions.is_in_force
    from submissions
    left join partners on submissions.partner_no = partners.partner_no

)

select * from listed
