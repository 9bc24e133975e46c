with

submissions as (

    select * from {{ ref('int_submissions__in_force') }}

),

roster_rows as (

    select * from {{ ref('stg_intake__roster_rows') }}

),

kinds as (

    select * from {{ ref('roster_kinds') }}

),

partners as (

    select * from {{ ref('int_partners__located') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

decisions as (

    select * from {{ ref('stg_identity__decisions') }}

),

oldest as (

    select * from {{ ref('stg_identity__oldest_persons') }}

),

listed as {{ once() }} (

    select
        submissions.partner_no,
        submissions.partner_id,
        submissions.roster_kind,
        submissions.valid_from as listed_from,
        coalesce(rows_listed.funding_code, submissions.funding_code, {{ funding_unknown() }})
            as funding_code,
        rows_listed.category_code,
        rows_listed.stated_area_code,
        coalesce(rows_listed.npp, {{ slug('rows_listed.host_name') }}) as host_code,
        rows_listed.host_name,
        {{ slug('rows_listed.school_name') }} as school_code,
        rows_listed.school_name,
        rows_listed.starts_on,
        rows_listed.ends_on,
        rows_listed.submission_no,
        rows_listed.sheet_no,
        rows_listed.row_number
    from submissions
    inner join kinds
        on
            submissions.roster_kind = kinds.code
            and kinds.counts = 'persons'
    {{ join_judged('roster_rows', 'submissions', 'rows_listed', by_month=true) }}

),

decided as {{ once() }} (

    select made.*
    from submissions
    {{ join_judged('decisions', 'submissions', 'made') }}

),

-- A row in which nobody of the register was recognised is whoever its own key says, so that
-- two such rows are one.
identified as (

    select
        listed.*,
        coalesce(oldest.oldest_person_no, decided.person_no) as unit_person_no,
        decided.outcome = 'match' as is_matched,
        -- Of a row that staff ruled not to be somebody, he is no candidate any more.
        case
            when decided.outcome = 'possible'
                then coalesce(oldest_candidates.oldest_person_no, decided.candidate_no)
        end as candidate_no,
        case decided.outcome
            when 'match' then 'matched'
            when 'possible' then 'possible'
            else 'unknown'
        end as match_state,
        coalesce(decided.matched_by, 'none') as matched_by,
        decided.match_weight,
        decided.model_version,
        decided.decision_load_no
    from listed
    left join decided
        on
            listed.submission_no = decided.submission_no
            and listed.sheet_no = decided.sheet_no
            and listed.row_number = decided.row_number
    left join oldest on decided.person_no = oldest.person_no
    left join oldest as oldest_candidates
        on decided.candidate_no = oldest_candidates.person_no

),

placed as (

    select
        identified.submission_no,
        identified.sheet_no,
        identified.row_number,
        identified.partner_no,
        identified.partner_id,
        identified.roster_kind,
        identified.funding_code,
        identified.category_code,
        coalesce(located.area_code, partners.area_code, {{ nation() }}) as area_code,
        partners.office_code,
        case when identified.is_matched then identified.unit_person_no end as person_no,
        identified.candidate_no,
        case when identified.unit_person_no is null then 'roster_row' else 'person' end
            as unit_kind,
        coalesce(identified.unit_person_no, {{ roster_row_no('identified') }}) as unit_no,
        {{ match_columns('identified') }},
        identified.host_code,
        identified.host_name,
        identified.school_code,
        identified.school_name,

        identified.listed_from,
        identified.starts_on,
        identified.ends_on
    from identified
    left join partners on identified.partner_no = partners.partner_no
    left join located on identified.stated_area_code = located.stated_code

)

select * from placed
