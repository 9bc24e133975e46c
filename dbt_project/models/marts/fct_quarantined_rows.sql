with

submissions as (

    select * from {{ ref('stg_intake__submissions') }}

),

in_force as (

    select * from {{ ref('int_submissions__in_force') }}

),

quarantined_rows as (

    select * from {{ ref('stg_intake__quarantined_rows') }}

),

findings as (

    select * from {{ ref('stg_intake__findings') }}

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

concerned as (

    select
        submissions.*,
        in_force.submission_no is not null as is_in_force,
        submissions.period = {{ period() }} as is_of_period
    from submissions
    left join in_force on submissions.submission_no = in_force.submission_no
    where
        submissions.outcome <> 'refused'
        and submissions.quarantined > 0
        and (
            in_force.submission_no is not null
            or submissions.period = {{ period() }}
        )

),

listed as {{ once() }} (

    select
        concerned.partner_no,
        concerned.partner_id,
        concerned.roster_kind,
        coalesce(rows_listed.funding_code, concerned.funding_code, {{ funding_unknown() }})
            as funding_code,
        rows_listed.category_code,
        rows_listed.stated_area_code,
        coalesce(rows_listed.npp, {{ slug('rows_listed.host_name') }}) as host_code,
        {{ slug('rows_listed.school_name') }} as school_code,
        concerned.judgement_no,
        concerned.is_in_force,
        concerned.is_of_period,
        rows_listed.submission_no,
        rows_listed.sheet_no,
        rows_listed.row_number
    from concerned
    {{ join_judged('quarantined_rows', 'concerned', 'rows_listed', by_month=true) }}

),

causes as {{ once() }} (

    select findings_made.*
    from concerned
    {{ join_judged('findings', 'concerned', 'findings_made') }}

),

explained as (

    select
        listed.partner_no,
        listed.partner_id,
        listed.roster_kind,
        listed.funding_code,
        listed.category_code,
        coalesce(located.area_code, partners.area_code, {{ nation() }}) as area_code,
        partners.office_code,
        listed.host_code,
        listed.school_code,
        coalesce(causes.finding_code, 'TANPA_KODE') as cause,

        listed.is_in_force,
        listed.is_of_period,
        coalesce(kinds.counts = 'persons', false) as counts_people,
        coalesce(kinds.counts = 'persons' and kinds.is_vulnerable, false) as is_vulnerable,
        coalesce(kinds.counts = 'persons' and kinds.is_internship, false) as is_internship,

        'quarantined_row' as unit_kind,
        {{ roster_row_no('listed') }} as unit_no,
        {{ sheet_row_of('listed') }}
    from listed
    left join causes
        on
            listed.submission_no = causes.submission_no
            and listed.judgement_no = causes.judgement_no
            and listed.sheet_no = causes.sheet_no
            and listed.row_number = causes.row_number
    left join kinds on listed.roster_kind = kinds.code
    left join partners on listed.partner_no = partners.partner_no
    left join located on listed.stated_area_code = located.stated_code

)

select * from explained
