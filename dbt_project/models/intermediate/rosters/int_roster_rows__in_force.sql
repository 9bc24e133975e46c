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

person_keys as (

    select * from {{ ref('int_persons__keys') }}

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
        rows_listed.nik,
        rows_listed.kpj,
        coalesce(rows_listed.npp, {{ slug('rows_listed.host_name') }}) as host_code,
        rows_listed.host_name,
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
    cross join {{ rows_of_submission('roster_rows', 'submissions') }} as rows_listed

),

by_citizen_number as (

    select
        listed.*,
        person_keys.person_no
    from listed
    left join person_keys
        on {{ nik_no('listed.nik') }} = person_keys.key_no

),

identified as (

    select
        by_citizen_number.*,
        coalesce(by_citizen_number.person_no, person_keys.person_no) as found_person_no,
        {{ matched_by('by_citizen_number.person_no', 'person_keys.person_no') }} as matched_by
    from by_citizen_number
    left join person_keys
        on {{ kpj_no('by_citizen_number.kpj') }} = person_keys.key_no

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
        identified.found_person_no as person_no,
        null::bigint as candidate_no,
        case when identified.found_person_no is null then 'roster_row' else 'person' end
            as unit_kind,
        coalesce(identified.found_person_no, {{ roster_row_no('identified') }}) as unit_no,
        case when identified.found_person_no is null then 'unknown' else 'matched' end
            as match_state,
        identified.matched_by,
        null::numeric(7, 2) as match_weight,
        null::text as model_version,
        null::bigint as decision_load_no,
        identified.host_code,
        identified.host_name,

        identified.listed_from,
        identified.starts_on,
        identified.ends_on
    from identified
    left join partners on identified.partner_no = partners.partner_no
    left join located on identified.stated_area_code = located.stated_code

)

select * from placed
