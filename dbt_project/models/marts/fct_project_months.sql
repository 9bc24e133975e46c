with

projects as (

    select * from {{ ref('stg_register__projects') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

unit_keys as (

    select * from {{ ref('stg_register__unit_keys') }}

),

dated as (

    select
        projects.*,
        greatest(projects.ends_on, projects.maintenance_until) as covered_until
    from projects

),

running as (

    select
        coalesce(located.regency_code, {{ nation() }}) as area_code,
        dated.office_code,
        {{ headcount_segment() }} as segment_code,
        dated.funding_code,

        dated.workers,

        dated.covered_until is null
        or dated.covered_until >= {{ period_end() }} as is_running_month_end,

        {{ counted_record('dated', 'project', 'unit_keys.unit_no') }}
    from dated
    left join unit_keys
        on
            unit_keys.unit_kind = 'project'
            and dated.project_id = unit_keys.unit_id
    left join located on dated.stated_area_code = located.stated_code
    where
        dated.starts_on <= {{ period_end() }}
        and (dated.covered_until is null or dated.covered_until >= {{ year_start() }})

)

select * from running
