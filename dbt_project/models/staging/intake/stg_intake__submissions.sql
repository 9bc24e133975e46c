with

submissions as (

    select * from {{ known_at(source('intake', 'submission_at'), as_of()) }}

),

judged as (

    select
        submissions.submission_no,
        submissions.judgement_no,
        submissions.list_no,
        submissions.part_no,
        submissions.submission_id,
        submissions.partner_no,
        submissions.partner_id,
        submissions.roster_kind,
        submissions.period,
        submissions.funding_code,
        submissions.agreement_id,
        submissions.outcome,
        submissions.refusal_code,

        submissions.received,
        submissions.accepted,
        submissions.quarantined,
        submissions.duplicates,

        submissions.is_full,
        submissions.is_carried_forward,
        submissions.is_nil,
        submissions.is_released,

        submissions.valid_from,
        submissions.valid_to,

        submissions.received_at
    from submissions
    where submissions.judgement_no is not null

)

select * from judged
